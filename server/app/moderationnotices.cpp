// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moderationnotices.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

QString withPlace(const QString &text, const QString &room)
{
    return room.isEmpty() ? text : text + u" in "_s + room;
}

QString factOf(const MeasureTaken &taken)
{
    switch (taken.measure) {
    case Measure::Kicked:
        return u"You were removed from "_s + taken.room;
    case Measure::Banned:
        return u"You are banned from "_s + taken.room;
    case Measure::Muted:
        return withPlace(u"You are muted"_s, taken.room);
    case Measure::Unmuted:
        return withPlace(u"You are no longer muted"_s, taken.room);
    }
    return {};
}

} // namespace

QString textOf(const MeasureTaken &taken)
{
    QString text = factOf(taken);
    if (taken.until)
        text += u" until "_s + toIsoString(*taken.until);
    if (!taken.reason.isEmpty())
        text += u": "_s + taken.reason;
    return text;
}

void ModerationNotices::tell(const MeasureTaken &taken)
{
    const Timestamp now = m_clock();
    const Announced notice{.id = MessageId(m_ids.next(toEpochMs(now))),
                           .text = textOf(taken),
                           .at = now,
                           .user = taken.user};
    m_broker.publish(Moderated{taken.measure, taken.roomId, taken.until, taken.reason, notice});
}

} // namespace parlance
