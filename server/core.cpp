// SPDX-License-Identifier: GPL-3.0-or-later
#include "core.h"

#include "cli/exit.h"
#include "configvalues.h"
#include "connections/pushencoder.h"
#include "databasechoice.h"
#include "dialectsetup.h"
#include "logging.h"

#include <QCoreApplication>

namespace parlance {

using namespace std::chrono_literals;

namespace {

constexpr auto housekeepingInterval = 10min;

QList<IpNetwork> proxiesOf(const Config &config)
{
    QList<IpNetwork> networks;
    for (const QString &text : config.trustedProxies) {
        const auto subnet = QHostAddress::parseSubnet(text.trimmed());
        networks.append(IpNetwork::of(subnet.first, subnet.second));
    }
    return networks;
}

ServerFacts factsOf(const Config &config)
{
    ServerFacts facts{QCoreApplication::applicationVersion(), config.registration, config.logLevel};
    facts.applyLogLevel = setLogLevel;
    facts.settings = settingsOf(config);
    return facts;
}

// A configured secret is not kept with the data.
StoreOptions storeOptionsIn(const Config &config, const DataDirectory &data,
                            const QByteArray &secret)
{
    return storeOptions(config, data.path(), config.jwtSecret.isEmpty() ? secret : QByteArray());
}

EventFilter eventFilter(const Registry &registry)
{
    return [&registry](const Event &event, const Subscription &subscription, UserId self) {
        return registry.wantsEvent(event, subscription, self);
    };
}

Services servicesOf(Core &core)
{
    return {core.accounts,      core.sessions,       core.rooms,      core.messages,
            core.presence,      core.administration, core.adminRooms, core.adminMessages,
            core.roomBans,      core.moderation,     core.reports,    core.audit,
            core.invitations,   core.personalData,   core.bans,       core.lockdown,
            core.announcements, core.server,         core.metrics,    core.traffic,
            core.reveals,       core.tables,         core.logs,       core.backups,
            core.retention,     core.storage,        core.records,    core.proof};
}

} // namespace

Core::Core(const Config &config, const DataDirectory &data, const QByteArray &secret,
           const LogRing &log)
    : passwords(Passwords::Options())
    , limiter(systemNow)
    , admission(limiter, config.rateLimits)
    , store(makeBackend(data.path(), synchronousOf(config)), storeOptionsIn(config, data, secret))
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
    , moderation(store.moderation(), broker)
    , reports(store.reports(), broker)
    , audit(store.audit())
    , invitations(store.invitations())
    , personalData(store.personalData(), broker)
    , bans(store.bans(), systemNow, proxiesOf(config))
    , lockdown(store.server())
    , announcements({store.admin(), store.adminRooms(), store.audit()}, broker, config.limits,
                    systemNow)
    , server({store.server(), store.audit(), presence, lockdown}, systemNow, factsOf(config))
    , metrics(systemNow)
    , traffic(broker, store.adminRooms(), systemNow)
    , reveals({broker, store.adminRooms(), store.audit(), traffic}, systemNow)
    , tables(store.windows(), presence)
    , logs(log)
    , backups(store.care(), store.audit(), backupOptions(config, data.path()), systemNow)
    , retention(store.retention(), broker, int(config.retention.count()), systemNow)
    , storage(store.care(), backups, retention, systemNow)
    , proof(store.adminMessages(), recorder, config.pingInterval)
    , services(servicesOf(*this))
    , hub(broker, pushEncoder(registry), eventFilter(registry))
    , claims(sessions, registry, systemNow, {config.openSockets, !config.trustedProxies.isEmpty()})
    , pipeline(services, admission, claims)
    , gateway({services, registry, admission, claims, pipeline, hub, broker, timers, systemNow,
               recorder},
              {})
    , console({services, admission, pipeline, broker, timers, systemNow,
               QCoreApplication::applicationVersion()},
              gateway)
{
    connectParts();
}

void Core::connectParts()
{
    accounts.setLockdown(lockdown);
    administration.setConnections(gateway);
    bans.setConnections(gateway);
    announcements.setConnections(gateway);
    server.setConnections(gateway);
    records.setConnections(gateway, gateway);
    proof.setConnections(gateway);
}

int Core::open()
{
    if (const auto opened = store.open(); !opened)
        return failToOpen(opened.error());
    store.setExternalChangeHandler([this] {
        sessions.recheck(gateway.sessions());
        console.consoles.recheck();
        broker.publish(TableChanged{TableChanged::Table::Users});
        broker.publish(TableChanged{TableChanged::Table::Reports});
        loadRules([](const Result<void> &) {});
    });
    backups.start();
    return ExitOk;
}

void Core::loadRules(Callback<void> done)
{
    auto loaded = [this, done = std::move(done)](const Result<void> &read) mutable {
        read ? lockdown.load(std::move(done)) : done(read.error());
    };
    bans.load(std::move(loaded));
}

void Core::deleteExpired()
{
    sessions.deleteExpired();
    bans.prune();
    personalData.emptyMessages();
    retention.purge();
    m_housekeeping.start(housekeepingInterval, [this] { deleteExpired(); });
}

} // namespace parlance
