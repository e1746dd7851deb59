// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/payloadreader.h"

namespace parlance::test {

/// A body's packets as one line: type, data, "/b" if binary; "broken" if it is.
inline QByteArray describePayload(const engineio::Codec &codec, const QByteArray &body,
                                  bool binary = false)
{
    using engineio::PayloadReader;
    PayloadReader reader(codec, body, binary);
    while (reader.state() == PayloadReader::State::Checking)
        reader.check(1);
    if (reader.state() == PayloadReader::State::Broken)
        return "broken";
    QByteArrayList lines;
    while (!reader.atEnd()) {
        const engineio::Packet packet = reader.next();
        lines += char(packet.type) + packet.data + (packet.binary ? "/b" : "");
    }
    return lines.join('|');
}

} // namespace parlance::test
