// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/codec.h"

namespace parlance::engineio {

/// Parses the packets of a POST's body in steps, because a long body takes several turns of the
/// event loop. All or nothing: no packet is returned before all of them are validated.
class PayloadReader
{
public:
    /// Without a body: at its end.
    PayloadReader() = default;
    /// `binary`: the body is binary, where the codec accepts that.
    PayloadReader(const Codec &codec, const QByteArray &body, bool binary);

    enum class State { Checking, Sound, Broken };
    State state() const { return m_state; }
    /// Validates about `bytes` more of the body, in whole packets.
    void check(qsizetype bytes);

    /// Of a valid body.
    bool atEnd() const { return m_next < 0; }
    Packet next();
    /// Number of bytes of the body that next() has not returned yet.
    qsizetype bytesLeft() const { return m_next < 0 ? 0 : m_body.size() - m_next; }

private:
    const Codec *m_codec = nullptr;
    QByteArray m_body;
    bool m_binary = false;
    State m_state = State::Sound;
    qsizetype m_next = -1;
};

} // namespace parlance::engineio
