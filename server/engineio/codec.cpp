// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/codec.h"

namespace parlance::engineio {

std::optional<QByteArray> decodeBase64(QByteArrayView base64)
{
    // Without a copy: the decoder allocates its own bytes.
    auto decoded =
        QByteArray::fromBase64Encoding(QByteArray::fromRawData(base64.data(), base64.size()),
                                       QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || base64.size() % 4 != 0)
        return std::nullopt;
    return std::move(*decoded);
}

std::optional<Packet> decodeTyped(QByteArrayView text)
{
    if (text.isEmpty())
        return std::nullopt;
    const char type = text.front();
    if (type < char(PacketType::Open) || type > char(PacketType::Noop))
        return std::nullopt;
    return Packet{PacketType(type), false, text.sliced(1).toByteArray()};
}

QByteArray encodeTyped(const Packet &packet)
{
    return char(packet.type) + packet.data;
}

} // namespace parlance::engineio
