// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/payloadreader.h"

namespace parlance::engineio {

PayloadReader::PayloadReader(const Codec &codec, const QByteArray &body, bool binary)
    : m_codec(&codec)
    , m_body(body)
    , m_binary(binary)
    , m_state(State::Checking)
    , m_next(0)
{
}

void PayloadReader::check(qsizetype bytes)
{
    const qsizetype end = m_next + bytes;
    while (m_state == State::Checking && m_next < end) {
        if (!m_codec->takePacket(m_body, m_binary, m_next)) {
            m_state = State::Broken;
        } else if (m_next < 0) {
            m_state = State::Sound;
            m_next = 0;
        }
    }
}

Packet PayloadReader::next()
{
    return m_codec->takePacket(m_body, m_binary, m_next).value_or(Packet());
}

} // namespace parlance::engineio
