// SPDX-License-Identifier: GPL-3.0-or-later
#include "core.h"

#include "cli/exit.h"
#include "connections/pushencoder.h"
#include "databasechoice.h"
#include "dialectsetup.h"

namespace parlance {

using namespace std::chrono_literals;

namespace {

constexpr auto housekeepingInterval = 10min;

} // namespace

Core::Core(const Config &config, const DataDirectory &data, const QByteArray &secret)
    : passwords(Passwords::Options())
    , limiter(systemNow)
    , admission(limiter, config.rateLimits)
    , store(makeBackend(data.path(), synchronousOf(config)), storeOptions(config))
    , registry(makeDialects(config))
    , sessions(store.sessions(), store.accounts(), Tokens(secret), broker, systemNow,
               {config.tokenLifetime})
    , accounts(store.accounts(), sessions, passwords, broker, config.limits, config.registration)
    , rooms(store.rooms(), store.memberships(), broker, config.limits)
    , messages(store.messages(), store.recovery(), broker, config.limits)
    , presence(store.memberships(), store.accounts(), broker, systemNow)
    , administration(store.admin(), store.audit(), passwords, broker, config.limits)
    , adminRooms(store.adminRooms(), broker)
    , adminMessages(store.adminMessages(), broker)
    , roomBans(store.roomBans(), broker)
    , moderation(store.moderation())
    , reports(store.reports())
    , audit(store.audit())
    , services{accounts,   sessions,      rooms,    messages,   presence, administration,
               adminRooms, adminMessages, roomBans, moderation, reports, audit,}
    , hub(broker, pushEncoder(registry),
          [this](const Event &event, const Subscription &subscription, UserId self) {
              return registry.wantsEvent(event, subscription, self);
          })
    , claims(sessions, registry, systemNow, {config.openSockets, !config.trustedProxies.isEmpty()})
    , pipeline(services, admission, claims)
    , gateway({services, registry, admission, claims, pipeline, hub, broker, timers, systemNow}, {})
    , m_housekeeping(timers)
{
    administration.setConnections(gateway);
}

int Core::open()
{
    if (const auto opened = store.open(); !opened)
        return failToOpen(opened.error());
    store.setExternalChangeHandler([this] { sessions.recheck(gateway.sessions()); });
    return ExitOk;
}

void Core::deleteExpired()
{
    sessions.deleteExpired();
    m_housekeeping.start(housekeepingInterval, [this] { deleteExpired(); });
}

} // namespace parlance
