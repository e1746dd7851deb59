// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/adminprotocol/clientmessages.h"
#include "shared/adminprotocol/servermessages.h"
#include "support/testprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <set>

namespace tst_adminprotocol {

using namespace parlance::adminprotocol;
using parlance::Result;
using namespace Qt::StringLiterals;

const Window window{u"bytesOut"_s, true, {{u"text"_s, u"añn"_s}, {u"dialect"_s, u""_s}}, 40, 20};
const Access access{u"auditor"_s, {u"view_server"_s}, {u"sessions"_s, u"logs"_s}, {}};

QList<ClientMessage> clientMessages()
{
    return {LogIn{u"token"_s, {}, {}},
            LogIn{{}, u"ann"_s, u"a good \"password\""_s},
            Subscribe{1, u"sessions"_s, window, {}},
            Subscribe{2, u"logs"_s, {}, 0},
            Subscribe{9007199254740991, u"logs"_s, {}, 9007199254740991},
            Change{1, window},
            Change{1, {}},
            Unsubscribe{3},
            Refresh{4},
            RunCommand{5, u"users.ban"_s, {{u"user"_s, u"bob"_s}, {u"dryRun"_s, true}}},
            RunCommand{5, u"status"_s, {}},
            LogOut()};
}

QList<ServerMessage> serverMessages()
{
    const QJsonObject cells{{u"a"_s, 1.5}, {u"b"_s, QJsonValue()}, {u"c"_s, u"x"_s}};
    return {
        Welcome{u"1.0"_s, u"ann"_s, access, u"e"_s, u"t"_s, {u"more"_s}, u"token"_s, u"end"_s},
        Welcome{u"1.0"_s, u"local:root(0)"_s, access, u"e"_s, u"t"_s, {}, {}, {}},
        AccessChanged{access},
        Snapshot{1, 1, 2, {{u"k"_s, cells}, {u"l"_s, {}}}},
        Snapshot{1, 1, 0, {}},
        Delta{1, 2, 3, {{u"k"_s, cells}}, {u"l"_s}, {u"k"_s, u"m"_s}},
        Entries{2, 1, {{1, cells}, {7, {}}}, 12, 9, true},
        Entries{2, 2, {}, 0, 9, false},
        Skipped{1200},
        CommandResult{5, QJsonObject{{u"items"_s, QJsonArray()}}, {}},
        CommandResult{5, QJsonValue(), {}},
        CommandResult{6, {}, {u"rate_limited"_s, u"Too many"_s, 12}},
        Notice{u"text_revealed"_s, u"t"_s, u"ann"_s, u"ann reads"_s, {{u"until"_s, u"u"_s}}},
        RequestError{u"subscribe"_s, 1, {u"forbidden"_s, u"No"_s, 0}, true},
        RequestError{{}, 0, {u"invalid_request"_s, u"No"_s, 0}, false},
        Bye{u"logged_out"_s, u"Bye"_s},
    };
}

Result<ClientMessage> decoded(const QByteArray &bytes)
{
    const auto json = parseMessage(bytes);
    return json ? decodeClientMessage(*json) : json.error();
}

QJsonObject document()
{
    QFile file(u":/resources/api/admin-asyncapi.json"_s);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

QByteArray bytesOf(const QJsonValue &payload)
{
    return QJsonDocument(payload.toObject()).toJson(QJsonDocument::Compact);
}

class TestAdminProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clientMessagesComeBack()
    {
        std::set<size_t> kinds;
        for (const ClientMessage &message : clientMessages()) {
            const QByteArray bytes = encode(message);
            QVERIFY(!bytes.contains('\n'));
            const auto back = decoded(bytes);
            QVERIFY2(back && *back == message, bytes);
            kinds.insert(message.index());
        }
        QCOMPARE(kinds.size(), std::variant_size_v<ClientMessage>);
    }

    void serverMessagesComeBack()
    {
        std::set<size_t> kinds;
        for (const ServerMessage &message : serverMessages()) {
            const QByteArray bytes = encode(message);
            QVERIFY(!bytes.contains('\n'));
            const auto back = decodeServerMessage(bytes);
            QVERIFY2(back && *back == message, bytes);
            kinds.insert(message.index());
        }
        QCOMPARE(kinds.size(), std::variant_size_v<ServerMessage>);
    }

    void unknownFieldsAreIgnored()
    {
        const auto known =
            decoded(R"({"type":"unsubscribe","id":3,"why":{"deep":[1]},"id2":null})");
        QVERIFY(known && *known == ClientMessage(Unsubscribe{3}));
        const auto sent = decodeServerMessage(R"({"type":"skipped","milliseconds":5,"new":1})");
        QVERIFY(sent && *sent == ServerMessage(Skipped{5}));
    }

    void badClientMessages_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *code, const QByteArray &bytes) {
            QTest::newRow(bytes.left(60).constData()) << bytes << QString::fromLatin1(code);
        };
        for (const char *bytes :
             {"", "x", "{", "[]", "\"x\"", "null", "{}", "{\"type\":null}", "{\"type\":\"Login\"}",
              "{\"type\":\"snapshot\"}", "{\"type\":[]}", "{\"type\":\"subscribe\"", "\xff"})
            row("invalid_request", bytes);
        row("invalid_request", QByteArray(5000, '['));
        for (const char *fields : {"login\"",
                                   "login\",\"username\":\"a\"",
                                   "login\",\"username\":1,\"password\":\"b\"",
                                   "login\",\"token\":5",
                                   "subscribe\",\"id\":1",
                                   "subscribe\",\"view\":\"a\"",
                                   "subscribe\",\"id\":0,\"view\":\"a\"",
                                   "subscribe\",\"id\":-1,\"view\":\"a\"",
                                   "subscribe\",\"id\":1.5,\"view\":\"a\"",
                                   "subscribe\",\"id\":1e300,\"view\":\"a\"",
                                   "subscribe\",\"id\":\"1\",\"view\":\"a\"",
                                   "subscribe\",\"id\":1,\"view\":5",
                                   "subscribe\",\"id\":1,\"view\":\"a\",\"limit\":0",
                                   "subscribe\",\"id\":1,\"view\":\"a\",\"limit\":501",
                                   "subscribe\",\"id\":1,\"view\":\"a\",\"limit\":\"5\"",
                                   "subscribe\",\"id\":1,\"view\":\"a\",\"offset\":-1",
                                   "subscribe\",\"id\":1,\"view\":\"a\",\"after\":-1",
                                   "subscribe\",\"id\":1,\"view\":\"a\",\"descending\":\"yes\"",
                                   "subscribe\",\"id\":1,\"view\":\"a\",\"sort\":5",
                                   "subscribe\",\"id\":1,\"view\":\"a\",\"filter\":[]",
                                   "subscribe\",\"id\":1,\"view\":\"a\",\"filter\":{\"text\":5}",
                                   "change\"",
                                   "unsubscribe\"",
                                   "refresh\",\"id\":null",
                                   "command\",\"id\":1",
                                   "command\",\"id\":1,\"command\":\"status\",\"arguments\":[]"})
            row("validation_failed", "{\"type\":\"" + QByteArray(fields) + "}");
        QJsonObject many;
        for (int i = 0; i < 21; ++i)
            many.insert(QString::number(i), u"x"_s);
        const QJsonObject long_{{u"text"_s, QString(257, u'x')}};
        for (const QJsonObject &filter : {many, long_})
            row("validation_failed",
                bytesOf(
                    QJsonObject{{u"type"_s, u"change"_s}, {u"id"_s, 1}, {u"filter"_s, filter}}));
    }
    void badClientMessages()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        const auto message = decoded(bytes);
        QVERIFY(!message);
        QCOMPARE(parlance::errorName(message.error().code), code);
        QVERIFY(!message.error().message().isEmpty());
        QVERIFY(message.error().message().size() < 500);
    }

    // A console must survive whatever calls itself a server.
    void badServerMessages()
    {
        for (const char *bytes :
             {"", "x", "[]", "{}", R"({"type":"login"})", R"({"type":"welcome"})",
              R"({"type":"snapshot","id":1,"seq":1,"total":1,"rows":5})",
              R"({"type":"snapshot","id":1,"seq":1,"total":1,"rows":[5]})",
              R"({"type":"snapshot","id":1,"seq":1,"total":-1,"rows":[]})",
              R"({"type":"snapshot","id":1,"seq":1,"total":1,"rows":[{"key":1,"cells":{}}]})",
              R"({"type":"delta","id":1,"seq":1,"total":1,"rows":[],"removed":[1],"order":[]})",
              R"({"type":"entries","id":1,"seq":1,"entries":[{"position":-1}]})",
              R"({"type":"result","id":1})", R"({"type":"result","id":1,"error":{"code":5}})",
              R"({"type":"error"})", R"({"type":"bye"})"}) {
            const auto message = decodeServerMessage(bytes);
            QVERIFY2(!message, bytes);
            QVERIFY2(!message.error().message().isEmpty(), bytes);
        }
    }

    void wrongMessagesAreNamed()
    {
        const auto head = headOf({{u"type"_s, u"subscribe"_s}, {u"id"_s, 7}});
        QCOMPARE(head.type, u"subscribe"_s);
        QCOMPARE(head.id, 7);
        QCOMPARE(headOf({{u"type"_s, QString(100, u'x')}, {u"id"_s, u"7"_s}}).type.size(), 40);
        QCOMPARE(headOf({{u"id"_s, -5}}).id, 0);
    }

    void localGreetings()
    {
        QCOMPARE(localGreeting(), QByteArray(R"({"protocol":"parlance.admin.v1"})"));
        QCOMPARE(localGreeting(u"t"_s), QByteArray(R"({"as":"t","protocol":"parlance.admin.v1"})"));
    }

    void everyTypeIsDocumented()
    {
        const QJsonObject operations = document()[u"operations"_s].toObject();
        QStringList received;
        QStringList sent;
        for (auto each = operations.begin(); each != operations.end(); ++each)
            ((*each)[u"action"_s] == u"receive"_s ? received : sent).append(each.key());
        QStringList ofClient = clientMessageTypes();
        QStringList ofServer = serverMessageTypes();
        ofClient.sort();
        ofServer.sort();
        QCOMPARE(received, ofClient);
        QCOMPARE(sent, ofServer);
    }

    void documentedExamplesAreMessages()
    {
        const auto messages = document()[u"channels"_s][u"console"_s][u"messages"_s].toObject();
        QCOMPARE(messages.size(), clientMessageTypes().size() + serverMessageTypes().size());
        for (auto each = messages.begin(); each != messages.end(); ++each) {
            const QJsonArray examples = (*each)[u"examples"_s].toArray();
            QVERIFY2(!examples.isEmpty(), qPrintable(each.key()));
            for (const QJsonValue example : examples) {
                const QJsonObject payload = example[u"payload"_s].toObject();
                const QByteArray bytes = bytesOf(payload);
                // What is not understood would be lost on the way.
                QByteArray back;
                if (clientMessageTypes().contains(each.key())) {
                    const auto message = decoded(bytes);
                    back = message ? encode(*message) : QByteArray();
                } else {
                    const auto message = decodeServerMessage(bytes);
                    back = message ? encode(*message) : QByteArray();
                }
                QCOMPARE(QJsonDocument::fromJson(back).object(), payload);
            }
        }
    }
};

PARLANCE_TEST(TestAdminProtocol)

} // namespace tst_adminprotocol

#include "tst_adminprotocol.moc"
