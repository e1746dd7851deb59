// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/packet.h"

#include <optional>

/// The encoding of packets and payloads: "Packet encoding" in the protocol's document.
namespace parlance::engineio {

/// The answer to a poll.
struct Payload
{
    QByteArray body;
    /// Bytes that are no text.
    bool binary = false;
};

/// How one revision of the protocol writes packets down. Stateless.
class Codec
{
public:
    virtual ~Codec() = default;

    /// The packet in a text frame of a WebSocket; `text` must be UTF-8. Nothing if it is broken:
    /// empty, of an unknown type, or base64 that is not strictly base64.
    virtual std::optional<Packet> decodeText(QByteArrayView text) const = 0;
    /// The packet in a binary frame.
    virtual std::optional<Packet> decodeBinary(const QByteArray &data) const = 0;
    /// Whether a binary message is a binary frame and nothing else, so that one frame may serve
    /// many.
    virtual bool framesAreRaw() const = 0;
    /// A complete frame. `base64`: the receiver takes no binary, here and below.
    virtual QByteArray encodeFrame(const Packet &packet, bool base64) const = 0;

    /// Whether a POST may have a binary body.
    virtual bool takesBinaryBodies() const = 0;
    /// The packet at `from` in a POST's body, and where the next one begins: -1 if that was the
    /// last. Nothing if it is broken, not UTF-8 or cut off. An empty body is broken.
    virtual std::optional<Packet> takePacket(QByteArrayView body, bool binary,
                                             qsizetype &from) const = 0;
    /// What the packet takes of a payload, at most.
    virtual qsizetype payloadSize(const Packet &packet) const = 0;
    virtual Payload encodePayload(const std::vector<OutgoingPacket> &packets,
                                  bool base64) const = 0;
};

/// Of revision 3, and of revision 4.
const Codec &codec3();
const Codec &codec4();

/// How packets are written for one client's transport.
struct Encoding
{
    const Codec &codec;
    bool base64 = false;
};

/// In front of a binary message that is written as text.
constexpr char binaryPrefix = 'b';

/// Strict (RFC 4648 section 4: padded, nothing else between).
std::optional<QByteArray> decodeBase64(QByteArrayView base64);
/// Of base64, with its padding.
constexpr qsizetype base64Size(qsizetype bytes)
{
    return (bytes + 2) / 3 * 4;
}

/// A packet whose type stands in front as a digit.
std::optional<Packet> decodeTyped(QByteArrayView text);
QByteArray encodeTyped(const Packet &packet);

} // namespace parlance::engineio
