// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connections/pushencoder.h"
#include "dialectsetup.h"
#include "support/gatewayfixture.h"

namespace parlance::test {

/// A store with one public room. Answers on request.
class OneRoom : public SlowStore
{
public:
    Room room;
    QByteArray asked;
    QString said;
    std::vector<Task> answers;
    QList<Message> undelivered;
    QList<std::pair<qint64, qint64>> delivered;

    OneRoom()
    {
        room.id = RoomId(randomId());
        room.name = u"Hall"_s;
    }
    void ensureRoom(UserRef, QString, QString, Callback<RoomView> done) override
    {
        later('e', [this, done = std::move(done)] { done(RoomView{room, {}, {}}); });
    }
    /// Visible to everybody; nobody is a member.
    void findRoom(UserId, RoomId, Callback<RoomView> done) override
    {
        later('f', [this, done = std::move(done)] { done(RoomView{room, {}, {}}); });
    }
    void joinRoom(UserRef user, RoomId, Callback<MembershipChange> done) override
    {
        later('j', [this, user, done = std::move(done)] {
            done(MembershipChange{room, user, RoomRole::Member, isNew});
        });
    }
    void appendMessage(NewMessage message, Callback<StoredMessage> done) override
    {
        Message stored;
        stored.id = MessageId(randomId());
        stored.roomId = message.roomId;
        stored.author = message.author;
        stored.text = message.text;
        if (stored.roomId.isNull())
            stored.roomId = room.id;
        said += message.text;
        later('p', [this, stored, done = std::move(done)] {
            done(isMember ? Result<StoredMessage>(StoredMessage{stored, false})
                          : ErrorCode::NotMember);
        });
    }
    void findLastRoom(SessionId, Callback<LastRoom> done) override
    {
        later('l', [this, done = std::move(done)] { done(LastRoom{room.id, false}); });
    }
    void setLastRoom(SessionId, LastRoom, Callback<void> done) override { done({}); }
    void listUndelivered(UserId, int limit, Callback<QList<Message>> done) override
    {
        later('u', [this, limit, done = std::move(done)] { done(undelivered.mid(0, limit)); });
    }
    void markDelivered(UserId, qint64 first, qint64 last, Callback<void>) override
    {
        delivered.append({first, last});
        undelivered.removeIf(
            [&](const Message &each) { return each.position >= first && each.position <= last; });
    }
    void answerNext()
    {
        const Task next = std::move(answers.front());
        answers.erase(answers.begin());
        next();
    }
    void answerAll()
    {
        while (!answers.empty())
            answerNext();
    }
    bool isNew = true;
    /// Whether the author of a message is a member of its room.
    bool isMember = true;

private:
    void later(char what, Task answer)
    {
        asked += what;
        answers.push_back(std::move(answer));
    }
};

/// A gateway with all dialects and a OneRoom store.
struct DialectFixture
{
    OneRoom store;
    LocalBroker broker;
    Fixture f;
    Registry registry{makeDialects(Config())};
    AllServices services{store, f.tokens, broker, f.passwords};
    Hub hub{broker, pushEncoder(registry),
            [this](const Event &event, const Subscription &subscription, UserId self) {
                return registry.wantsEvent(event, subscription, self);
            }};
    TestGateway gateway{services.all, registry, f.admission, f.claims, hub,
                        broker,       f.timers, systemNow,   {}};
    QList<QJsonValue> acks;

    /// Opens the connection with a token of this dialect.
    void connect(TestConnection &connection, const QString &dialect)
    {
        f.actor.dialect = dialect;
        f.actor.sessionId = SessionId(randomId());
        const size_t loads = store.rooms.size();
        gateway.open(&connection, {f.token(), u"192.0.2.1"_s}, [](const auto &) {});
        store.actors.back()(f.actor);
        if (store.rooms.size() > loads)
            store.rooms.back()(std::vector<RoomId>{store.room.id});
        connection.closing = [this, &connection] { gateway.close(&connection); };
    }
    void call(TestConnection &connection, const QString &event, const QJsonValue &arg)
    {
        send(gateway, &connection, event, {arg},
             [this](const QJsonValue &ack, bool) { acks.append(ack); });
    }
    void close(TestConnection &connection) { std::exchange(connection.closing, nullptr)(); }
    /// A direct message to the user of the connections.
    Message toUser(qint64 position)
    {
        Message message;
        message.id = MessageId(randomId());
        message.roomId = store.room.id;
        message.author = {UserId(randomId()), u"bob"_s};
        message.recipient = UserRef{f.actor.userId, f.actor.username};
        message.text = QString::number(position);
        message.position = position;
        return message;
    }
};

} // namespace parlance::test
