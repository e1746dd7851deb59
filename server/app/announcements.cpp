// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/announcements.h"

#include "domain/validation.h"

namespace parlance {

using namespace Qt::StringLiterals;

Announcements::Announcements(const Stores &stores, Broker &broker, Limits limits, Clock clock)
    : m_stores(stores)
    , m_broker(broker)
    , m_limits(limits)
    , m_clock(std::move(clock))
{
}

void Announcements::announce(const AdminAction &action, const Announce &command, Callback<int> done)
{
    const auto text = validMessageText(command.text, m_limits);
    if (!text)
        return done(text.error());
    const Timestamp now = m_clock();
    Announced announced{MessageId(m_ids.next(toEpochMs(now))), *text, now};
    // The name of a user of the machine is nobody's business.
    if (!action.actorId.isNull())
        announced.by = action.actor;
    auto found = [=, this, done = std::move(done)](const Result<Announced> &complete) mutable {
        if (!complete)
            return done(complete.error());
        const QString target = command.room.isEmpty() ? complete->user.username : command.room;
        send(action, *complete, target, std::move(done));
    };
    find(command, std::move(announced), std::move(found));
}

void Announcements::find(const Announce &command, Announced announced, Callback<Announced> found)
{
    if (!command.room.isEmpty()) {
        auto complete = [announced = std::move(announced),
                         found = std::move(found)](const Result<RoomDetails> &details) mutable {
            if (!details)
                return found(details.error());
            announced.room = details->room.id;
            found(announced);
        };
        return m_stores.rooms.findRoomDetails(command.room, std::move(complete));
    }
    if (command.user.isEmpty())
        return found(announced);
    auto complete = [announced = std::move(announced),
                     found = std::move(found)](const Result<UserDetails> &details) mutable {
        if (!details)
            return found(details.error());
        const User &user = details->user;
        announced.user = {user.id, user.username, user.alias};
        found(announced);
    };
    m_stores.users.findUserDetails(command.user, std::move(complete));
}

// Logged first: what cannot be logged is not done.
void Announcements::send(const AdminAction &action, const Announced &announced,
                         const QString &target, Callback<int> done)
{
    const int receivers = m_connections->audienceOf(announced);
    if (action.dryRun)
        return done(receivers);
    AuditEntry entry{.action = action, .target = target, .outcome = u"ok"_s};
    entry.after = {{u"connections"_s, receivers}};
    m_stores.audit.appendAudit(entry,
                               [=, this, done = std::move(done)](const Result<void> &logged) {
                                   done(logged ? Result<int>(receivers) : logged.error());
                                   if (logged)
                                       m_broker.publish(announced);
                               });
}

} // namespace parlance
