// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"
#include "shared/clock.h"

namespace parlance {

/// What moderators of the server have done to a user.
struct MeasureTaken
{
    Measure measure = Measure::Kicked;
    UserRef user = {};
    /// Null: everywhere.
    RoomId roomId = {};
    /// The name of the room.
    QString room = {};
    std::optional<Timestamp> until = {};
    QString reason = {};
};

/// "You are banned from Gardening until …: spam"
QString textOf(const MeasureTaken &taken);

/// Tells the user of it. Event loop only.
class ModerationNotices
{
public:
    ModerationNotices(Broker &broker, Clock clock)
        : m_broker(broker)
        , m_clock(std::move(clock))
    {
    }

    void tell(const MeasureTaken &taken);

private:
    Broker &m_broker;
    Clock m_clock;
    IdGenerator m_ids;
};

} // namespace parlance
