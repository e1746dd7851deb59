// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/native.h"
#include "dialects/registry.h"

#include <QFile>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace parlance;
using namespace Qt::StringLiterals;

namespace {

QJsonObject document(const QString &name)
{
    QFile file(u":/resources/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

// "/rooms/:roomId" as OpenAPI writes it.
QString templatePath(const Operation &operation)
{
    QStringList segments = QString::fromLatin1(operation.path).split(u'/');
    for (QString &segment : segments) {
        if (segment.startsWith(u':'))
            segment = u'{' + segment.mid(1) + u'}';
    }
    return u"/api/v1"_s + segments.join(u'/');
}

QSet<QString> socketOperations()
{
    QSet<QString> names;
    for (const Operation &operation : nativeOperations()) {
        if (operation.transports == Operation::Everywhere)
            names.insert(QString::fromLatin1(operation.name));
    }
    return names;
}

} // namespace

class TestNative : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openApiHasEveryOperationAndNoOther()
    {
        const QJsonObject paths = document(u"openapi.json"_s).value(u"paths"_s).toObject();
        QHash<QString, QString> described;
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            if (!path.key().startsWith("/api/v1"_L1))
                continue;
            const QJsonObject item = path->toObject();
            for (auto entry = item.begin(); entry != item.end(); ++entry) {
                const QString id = entry->toObject().value(u"operationId"_s).toString();
                if (!id.isEmpty())
                    described.insert(id, entry.key() + u' ' + path.key());
            }
        }
        for (const Operation &operation : nativeOperations()) {
            const QString name = QString::fromLatin1(operation.name);
            const QString method =
                QString::fromLatin1(http::methodName(operation.method)).toLower();
            QCOMPARE(described.take(name), method + u' ' + templatePath(operation));
        }
        QVERIFY2(described.isEmpty(), qPrintable(QStringList(described.keys()).join(u' ')));
    }

    void openApiNamesEveryError()
    {
        const QByteArray text = QJsonDocument(document(u"openapi.json"_s)).toJson();
        for (int i = 0; i < ErrorCodeCount; ++i) {
            const QByteArray name = '"' + errorName(ErrorCode(i)).toLatin1() + '"';
            QVERIFY2(text.contains(name), name.constData());
        }
    }

    void asyncApiHasEveryCallAndPush_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QSet<QString>>("calls");
        QTest::addColumn<QSet<QString>>("pushes");
        const auto names = nativePushNames();
        const QSet<QString> pushes(names.begin(), names.end());
        QTest::newRow("Socket.IO")
            << u"socketio"_s << socketOperations() << pushes + QSet<QString>{u"error"_s};
        QTest::newRow("WebSocket")
            << u"websocket"_s << socketOperations() + QSet<QString>{u"session.authenticate"_s}
            << pushes;
    }
    void asyncApiHasEveryCallAndPush()
    {
        QFETCH(QString, channel);
        const QJsonObject messages = document(u"asyncapi.json"_s)
                                         .value(u"channels"_s)
                                         .toObject()
                                         .value(channel)
                                         .toObject()
                                         .value(u"messages"_s)
                                         .toObject();
        QSet<QString> calls;
        QSet<QString> pushes;
        for (const QString &key : messages.keys()) {
            if (key.startsWith("call."_L1))
                calls.insert(key.mid(5));
            else if (key.startsWith("push."_L1))
                pushes.insert(key.mid(5));
        }
        QTEST(calls, "calls");
        QTEST(pushes, "pushes");
    }

    void namesCollideWithNoDialect()
    {
        // The dialects' events have no dot; ours all have one.
        for (const QString &name : socketOperations())
            QVERIFY2(name.contains(u'.'), qPrintable(name));
    }

    void everyPushIsNamed()
    {
        const auto names = nativePushNames();
        QCOMPARE(names.size(), std::variant_size_v<Event>);
        const Dialect dialect = nativeDialect();
        const Event events[] = {MessagePosted{}, MessageEdited{},   MessageDeleted{},
                                RoomUpdated{},   RoomDeleted{},     MemberJoined{},
                                MemberLeft{},    MemberUpdated{},   InvitationCreated{},
                                ReadMarkMoved{}, PresenceChanged{}, TypingChanged{},
                                SessionsEnded{}};
        for (size_t i = 0; i < std::size(events); ++i)
            QCOMPARE(dialect.renderEvent(events[i])->name, names[i]);
    }

    void everyErrorHasAStatusAndABody()
    {
        for (int i = 0; i < ErrorCodeCount; ++i) {
            const Error error{ErrorCode(i), {}, std::chrono::seconds(3)};
            const int status = nativeStatus(error.code);
            QVERIFY(status >= 400 && status < 600);
            const QJsonObject body = nativeDialect().renderError(error)[u"error"_s].toObject();
            QCOMPARE(body.value(u"code"_s).toString(), errorName(error.code));
            QCOMPARE(body.value(u"message"_s).toString(), errorText(error.code));
            QCOMPARE(body.value(u"retryAfter"_s).toInt(), 3);
        }
    }

    void rowsAreFoundByNameAndDiscriminator()
    {
        Dialect dialect = nativeDialect();
        dialect.events = {{u"e"_s, {{u"a"_s}, {}}}, {u"e"_s, {{u"b"_s}, {u"a"_s}}}};
        const Registry registry({dialect});
        QCOMPARE(registry.findEvent(0, u"e"_s, {{u"a"_s, 1}}), &registry.dialect(0).events[0]);
        QCOMPARE(registry.findEvent(0, u"e"_s, {{u"b"_s, 1}}), &registry.dialect(0).events[1]);
        QCOMPARE(registry.findEvent(0, u"e"_s, {}), nullptr);
        QCOMPARE(registry.findEvent(0, u"x"_s, {{u"a"_s, 1}}), nullptr);
    }
};

QTEST_GUILESS_MAIN(TestNative)
#include "tst_native.moc"
