// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/codec.h"

namespace parlance::engineio {

/// The packets of a POST's body, looked at piece by piece: a long body is the work of several turns
/// of the event loop. All or nothing: no packet is handed out before all of them are known to be
/// sound.
class PayloadReader
{
public:
    /// Of no body: at its end.
    PayloadReader() = default;
    /// `binary`: the body's kind, where the codec takes such.
    PayloadReader(const Codec &codec, const QByteArray &body, bool binary);

    enum class State { Checking, Sound, Broken };
    State state() const { return m_state; }
    /// Looks through about `bytes` more of the body; a packet is not divided.
    void check(qsizetype bytes);

    /// Of a sound body.
    bool atEnd() const { return m_next < 0; }
    Packet next();
    /// How many bytes of the body next() has not come to.
    qsizetype bytesLeft() const { return m_next < 0 ? 0 : m_body.size() - m_next; }

private:
    const Codec *m_codec = nullptr;
    QByteArray m_body;
    bool m_binary = false;
    State m_state = State::Sound;
    qsizetype m_next = -1;
};

} // namespace parlance::engineio
