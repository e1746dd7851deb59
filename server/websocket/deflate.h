// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>
#include <functional>
#include <memory>

/// permessage-deflate (RFC 7692) without context takeover: each message is compressed
/// independently, so no state is kept between messages.
namespace parlance::websocket {

/// The parameters negotiated in a handshake. The client's window size is irrelevant: all sizes are
/// decoded alike.
struct DeflateParameters
{
    /// The server's window size as a power of two: 9 to 15.
    int serverWindowBits = 15;
};

/// Smaller messages, in bytes, are sent uncompressed, because it saves little.
constexpr qsizetype deflateThreshold = 1024;

/// Compresses the payloads of messages. It has a compressor for each window size: 256 KiB for 15
/// bits, created on first use and kept. May be used from any thread, by one at a time.
class Deflater
{
public:
    Deflater();
    ~Deflater();
    Deflater(const Deflater &) = delete;
    Deflater &operator=(const Deflater &) = delete;

    /// Null if the result is not smaller, or `windowBits` is not 9 to 15. About 10 ms for a
    /// megabyte of JSON.
    QByteArray deflate(QByteArrayView message, int windowBits);

private:
    class Window;
    std::array<std::unique_ptr<Window>, 16> m_windows;
};

/// Decompresses one message. Uses some 10 KiB, and a window of 32 KiB if it arrives in pieces.
///
/// Always uses the largest window: with a smaller one zlib would detect a client that exceeds it
/// only depending on how its bytes are fragmented.
class Inflater
{
public:
    /// Receives the output in order, in pieces of at most 16 KiB; return false to stop.
    using Output = std::function<bool(QByteArrayView piece)>;

    Inflater();
    ~Inflater();
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    /// False if the data is invalid or `output` stopped it. Only `output` limits the size of the
    /// result, however small the input is.
    bool feed(QByteArrayView compressed, const Output &output);
    /// Call it at the end of the message; false if the data is incomplete.
    bool finish(const Output &output);

private:
    struct Stream;
    bool run(QByteArrayView compressed, int flush, const Output &output);
    std::unique_ptr<Stream> m_stream;
};

} // namespace parlance::websocket
