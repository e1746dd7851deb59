// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/native.h"
#include "gateway/socketgateway.h"
#include "realtime/localbroker.h"
#include "support/unusedstore.h"

#include <QTest>

namespace parlance::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestConnection : public parlance::Connection
{
public:
    ~TestConnection() override
    {
        if (closing)
            closing();
    }
    PushFormat::Wire wire() const override { return PushFormat::Wire::SocketIo; }
    void send(const Frame &frame) override { received.append(frame.payload); }
    void whenDelivered(Task delivered) override { waiting.push_back(std::move(delivered)); }
    void disconnect(DisconnectReason reason) override { disconnected = reason; }
    ConnectionFacts facts() const override { return told; }

    /// What ends it at the gateway while it still exists, as a real one does; may be empty.
    std::function<void()> closing;
    ConnectionFacts told;
    QByteArrayList received;
    /// The test confirms delivery in place of the client.
    std::vector<Task> waiting;
    std::optional<DisconnectReason> disconnected;
};

// Answers on request.
class SlowStore : public UnusedStore
{
public:
    void findActor(SessionId, Callback<Actor> done) override { actors.push_back(std::move(done)); }
    void roomIdsOf(UserId, Callback<std::vector<RoomId>> done) override
    {
        rooms.push_back(std::move(done));
    }
    void setLastSeen(UserId, Timestamp, Callback<void> done) override { done({}); }

    std::vector<Callback<Actor>> actors;
    std::vector<Callback<std::vector<RoomId>>> rooms;
};

// Records the order of its calls.
class OrderStore : public SlowStore
{
public:
    void joinRoom(UserRef, RoomId, Callback<MembershipChange> done) override
    {
        asked += 'j';
        joins.push_back(std::move(done));
    }
    void listMessages(UserId, ListMessages, Callback<MessagePage> done) override
    {
        asked += 'l';
        lists.push_back(std::move(done));
    }
    void listMissed(UserId id, qint64 position, Callback<MissedChanges> done) override
    {
        asked += 'm';
        user = id;
        since = position;
        missed.push_back(std::move(done));
    }
    QByteArray asked;
    UserId user;
    qint64 since = -1;
    std::vector<Callback<MissedChanges>> missed;
    std::vector<Callback<MembershipChange>> joins;
    std::vector<Callback<MessagePage>> lists;
};

inline Frame encode(const Event &event, const PushFormat &)
{
    return {QByteArray::number(qsizetype(event.index())), {}, positionOf(event)};
}

struct PipelineHolder
{
    CallPipeline pipeline;
    recorder::FlightRecorder recorder{systemNow, {.maxBytes = 1024 * 1024}};
};

/// A gateway with a pipeline of its own.
class TestGateway : private PipelineHolder, public SocketGateway
{
public:
    TestGateway(Services services, const Registry &registry, Admission &admission, Claims &claims,
                Hub &hub, Broker &broker, TimerQueue &timers, Clock clock, Options options)
        : PipelineHolder{{services, admission, claims}}
        , SocketGateway({services, registry, admission, claims, pipeline, hub, broker, timers,
                         std::move(clock), recorder},
                        options)
    {
    }
};

constexpr auto secretText = "0123456789abcdef0123456789abcdef";

/// The services, on a store that has all roles.
struct AllServices
{
    template <class Store>
    AllServices(Store &store, Tokens &tokens, Broker &broker, Passwords &passwords)
        : sessions(store, store, tokens, broker, systemNow, {})
        , accounts(store, sessions, passwords, broker, {})
        , rooms(store, store, broker, {})
        , messages(store, store, broker, {})
        , presence(store, store, broker, systemNow)
        , administration(store, store, passwords, broker, {})
        , adminRooms(store, broker)
        , adminMessages(store, broker)
        , roomBans(store, broker)
        , moderation(store, broker)
        , reports(store, broker)
        , audit(store)
        , invitations(store)
        , personalData(store, broker)
        , bans(store, systemNow)
        , lockdown(store)
        , announcements({store, store, store}, broker, {}, systemNow)
        , server({store, store, presence, lockdown}, systemNow, {})
        , metrics(systemNow)
        , traffic(broker, store, systemNow)
        , reveals({broker, store, store, traffic}, systemNow)
        , tables(store, presence)
        , logs(log)
        , backups(store, store, {}, systemNow)
        , retention(store, broker, 0, systemNow)
        , storage(store, backups, retention, systemNow)
        , proof(store, recorder, 25s)
    {
    }

    Sessions sessions;
    Accounts accounts;
    Rooms rooms;
    Messages messages;
    Presence presence;
    Administration administration;
    AdminRooms adminRooms;
    AdminMessages adminMessages;
    RoomBans roomBans;
    Moderation moderation;
    Reports reports;
    AuditLog audit;
    Invitations invitations;
    PersonalData personalData;
    Bans bans;
    Lockdown lockdown;
    Announcements announcements;
    ServerControl server;
    Metrics metrics;
    TrafficLog traffic;
    TextReveals reveals;
    AdminTables tables;
    LogRing log;
    LogFollow logs;
    Backups backups;
    Retention retention;
    StorageCare storage;
    recorder::FlightRecorder recorder{systemNow, {.maxBytes = 1024 * 1024}};
    ConnectionRecords records{recorder};
    DeliveryProof proof;
    Services all{
        accounts,      sessions, rooms,         messages,  presence, administration, adminRooms,
        adminMessages, roomBans, moderation,    reports,   audit,    invitations,    personalData,
        bans,          lockdown, announcements, server,    metrics,  traffic,        reveals,
        tables,        logs,     backups,       retention, storage,  records,        proof,
    };
};

struct Fixture
{
    SlowStore store;
    LocalBroker broker;
    Passwords passwords{{}};
    RateLimiter limiter{systemNow};
    Admission admission{limiter, {}};
    Registry registry{{nativeDialect()}};
    TimerQueue timers;
    Tokens tokens{secretText};
    AllServices services{store, tokens, broker, passwords};
    Hub hub{broker, encode};
    Claims claims{services.sessions, registry, systemNow, {}};
    TestGateway gateway{services.all, registry, admission, claims, hub,
                        broker,       timers,   systemNow, {}};

    Actor actor{UserId(randomId()), u"alice"_s,       SessionId(randomId()),
                ServerRole::User,   systemNow() + 1h, false};
    std::optional<Result<Opened>> opened;

    QString token()
    {
        User user;
        user.id = actor.userId;
        user.username = actor.username;
        return tokens.issue(user, {actor.sessionId, actor.userId, systemNow(), actor.expiresAt});
    }
    void open(TestConnection &connection)
    {
        gateway.open(&connection, {token(), u"192.0.2.1"_s},
                     [this](const Result<Opened> &result) { opened = result; });
    }
    void finishOpening()
    {
        store.actors.back()(actor);
        store.rooms.back()(std::vector<RoomId>{});
    }
};

// An open connection on an OrderStore.
struct MissedFixture
{
    explicit MissedFixture(bool mustChangePassword = false)
    {
        f.actor.mustChangePassword = mustChangePassword;
        gateway.open(&connection, {f.token(), {}}, [](const auto &) {});
        store.actors.back()(f.actor);
        store.rooms.back()(std::vector<RoomId>{});
    }
    Callback<MissedFrames> note()
    {
        return [this](const Result<MissedFrames> &result) { answered.emplace(result); };
    }

    OrderStore store;
    LocalBroker broker;
    Fixture f;
    AllServices services{store, f.tokens, broker, f.passwords};
    Hub hub{broker, encode};
    TestGateway gateway{services.all, f.registry, f.admission, f.claims, hub,
                        broker,       f.timers,   systemNow,   {}};
    TestConnection connection;
    std::optional<Result<MissedFrames>> answered;
};

/// Sends a call like a client.
inline void send(Gateway &gateway, Connection *connection, const QString &event,
                 const QJsonArray &args,
                 const std::function<void(const QJsonValue &, bool)> &answer)
{
    gateway.receive(connection, 0, [=] { return SentCall{event, args, answer, 0}; });
}

inline QString codeOf(const QJsonValue &ack)
{
    return ack[u"error"_s][u"code"_s].toString();
}

} // namespace parlance::test
