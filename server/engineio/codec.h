// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/packet.h"

#include <optional>

/// The encoding of packets and payloads ("Packet encoding" in the protocol's document).
namespace parlance::engineio {

/// The answer to a poll.
struct Payload
{
    QByteArray body;
    /// The bytes are not text.
    bool binary = false;
};

/// The packet encoding of one revision of the protocol. Stateless.
class Codec
{
public:
    virtual ~Codec() = default;

    /// Decodes the packet in a text frame of a WebSocket; `text` must be UTF-8. Nothing if it is
    /// malformed: empty, of an unknown type, or not strict base64.
    virtual std::optional<Packet> decodeText(QByteArrayView text) const = 0;
    /// Decodes the packet in a binary frame.
    virtual std::optional<Packet> decodeBinary(const QByteArray &data) const = 0;
    /// Whether a binary message is sent as a bare binary frame, so that one frame may serve many
    /// receivers.
    virtual bool framesAreRaw() const = 0;
    /// A complete frame. `base64`: the receiver does not accept binary, here and below.
    virtual QByteArray encodeFrame(const Packet &packet, bool base64) const = 0;

    /// Whether a POST may have a binary body.
    virtual bool takesBinaryBodies() const = 0;
    /// The packet at `from` in a POST's body; sets `from` to the next one, or -1 after the last.
    /// Nothing if it is malformed, not UTF-8 or truncated. An empty body is malformed.
    virtual std::optional<Packet> takePacket(QByteArrayView body, bool binary,
                                             qsizetype &from) const = 0;
    /// Upper bound of the packet's size in a payload.
    virtual qsizetype payloadSize(const Packet &packet) const = 0;
    virtual Payload encodePayload(const std::vector<OutgoingPacket> &packets,
                                  bool base64) const = 0;
};

/// The codecs of revision 3 and revision 4.
const Codec &codec3();
const Codec &codec4();

/// The encoding for one client's transport.
struct Encoding
{
    const Codec &codec;
    bool base64 = false;
};

/// Prefix of a binary message that is encoded as text.
constexpr char binaryPrefix = 'b';

/// Strict (RFC 4648 section 4: padded, no other characters).
std::optional<QByteArray> decodeBase64(QByteArrayView base64);
/// Size of the base64 text, with its padding.
constexpr qsizetype base64Size(qsizetype bytes)
{
    return (bytes + 2) / 3 * 4;
}

/// A packet with its type as a leading digit.
std::optional<Packet> decodeTyped(QByteArrayView text);
QByteArray encodeTyped(const Packet &packet);

} // namespace parlance::engineio
