// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gateway.h"
#include "realtime/hub.h"

#include <QObject>

#include <memory>

namespace parlance {

/// Turns the messages that a connection missed into frames of its format: a piece in each turn of
/// the event loop, since a thousand long messages would hold up everybody else. Event loop only.
class MissedEncoder
{
public:
    /// `hub` outlives it.
    explicit MissedEncoder(Hub &hub)
        : m_hub(hub)
    {
    }

    using Done = std::function<void(MissedFrames frames)>;
    /// `done` runs once, inside the call or in a later turn; not if this object goes first.
    void encode(const MissedChanges &changes, const PushFormat &format, Done done);

private:
    struct Work;
    void encodeSome(const std::shared_ptr<Work> &work);

    Hub &m_hub;
    /// What is queued for a later turn goes with it.
    QObject m_turns;
};

} // namespace parlance
