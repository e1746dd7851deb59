// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>
#include <functional>
#include <memory>

/// permessage-deflate (RFC 7692) without context takeover: a message is compressed by itself, so
/// nothing is kept from one to the next.
namespace parlance::websocket {

/// What a handshake has agreed on. A client's window plays no part: all sizes are read alike.
struct DeflateParameters
{
    /// How far back what we send may refer, as a power of two: 9 to 15.
    int serverWindowBits = 15;
};

/// Messages below it, in bytes, are sent as they are: little is gained.
constexpr qsizetype deflateThreshold = 1024;

/// Makes the payloads of compressed messages. It holds a compressor for each size of the window:
/// 256 KiB for 15 bits, made on first use and kept. Any thread, one at a time.
class Deflater
{
public:
    Deflater();
    ~Deflater();
    Deflater(const Deflater &) = delete;
    Deflater &operator=(const Deflater &) = delete;

    /// Null where that is not smaller, or `windowBits` is not 9 to 15. About 10 ms for a megabyte
    /// of JSON.
    QByteArray deflate(QByteArrayView message, int windowBits);

private:
    class Window;
    std::array<std::unique_ptr<Window>, 16> m_windows;
};

/// Reads one compressed message. Takes some 10 KiB, and a window of 32 KiB if it comes in pieces.
///
/// Always with the largest window: zlib would notice a client that goes beyond a smaller one only
/// where its bytes happen to be split.
class Inflater
{
public:
    /// Gets what comes out, in pieces of at most 16 KiB, in order; false stops.
    using Output = std::function<bool(QByteArrayView piece)>;

    Inflater();
    ~Inflater();
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    /// False if the data is broken or `output` stopped it. However little comes in, what comes out
    /// is bounded by `output` alone.
    bool feed(QByteArrayView compressed, const Output &output);
    /// The message is complete; false if it ends within something.
    bool finish(const Output &output);

private:
    struct Stream;
    bool run(QByteArrayView compressed, int flush, const Output &output);
    std::unique_ptr<Stream> m_stream;
};

} // namespace parlance::websocket
