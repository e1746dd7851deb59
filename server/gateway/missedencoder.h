// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gateway.h"
#include "realtime/hub.h"

#include <QObject>

#include <memory>

namespace parlance {

/// Encodes the messages that a connection missed as frames of its format, a batch in each turn of
/// the event loop, because encoding a thousand long messages at once would block all other clients.
/// Event loop only.
class MissedEncoder
{
public:
    /// `hub` outlives it.
    explicit MissedEncoder(Hub &hub)
        : m_hub(hub)
    {
    }

    using Done = UniqueFunction<void(MissedFrames frames)>;
    /// `done` runs once, inside the call or in a later turn; never if this object is destroyed
    /// first.
    void encode(const MissedChanges &changes, const PushFormat &format, Done done);

private:
    struct Work;
    void encodeSome(const std::shared_ptr<Work> &work);

    Hub &m_hub;
    /// Context object: destroying it cancels what is queued for a later turn.
    QObject m_turns;
};

} // namespace parlance
