// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

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

/// The payload of a compressed message, or null where that is not smaller. All connections share
/// one compressor for each size of the window: 256 KiB for 15 bits, made on first use and kept.
/// About 10 ms of the event loop for a megabyte of JSON.
QByteArray deflated(QByteArrayView message, int windowBits);

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
