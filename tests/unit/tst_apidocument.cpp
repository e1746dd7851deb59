// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminapi.h"
#include "dialects/apidocument.h"
#include "dialects/apisource.h"
#include "dialects/native.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

namespace tst_apidocument {

using namespace parlance;
using namespace Qt::StringLiterals;

QStringList sorted(QStringList names)
{
    names.sort();
    return names;
}

QStringList operationNames(std::initializer_list<Operation::Transports> transports)
{
    QStringList names;
    for (const Operation &row : nativeOperations()) {
        if (std::find(transports.begin(), transports.end(), row.rules.transports) !=
            transports.end())
            names.append(QString::fromLatin1(row.name));
    }
    return sorted(names);
}

QStringList pushNames()
{
    const auto names = nativePushNames();
    return sorted(QStringList(names.begin(), names.end()));
}

QStringList errorNames()
{
    QStringList names;
    for (int i = 0; i < ErrorCodeCount; ++i)
        names.append(errorName(ErrorCode(i)));
    return sorted(names);
}

QStringList pathFields(const Operation &row)
{
    QStringList fields;
    for (const QString &segment : QString::fromLatin1(row.path).split(u'/')) {
        if (segment.startsWith(u':'))
            fields.append(segment.mid(1));
    }
    return fields;
}

// "/rooms/:roomId" as OpenAPI writes it.
QString templatePath(const Operation &row)
{
    QString path = u"/api/v1"_s + QLatin1StringView(row.path);
    for (const QString &field : pathFields(row))
        path.replace(u':' + field, u'{' + field + u'}');
    return path;
}

void collectReferences(const QJsonValue &value, QSet<QString> &references)
{
    for (const QJsonValue entry : value.toArray())
        collectReferences(entry, references);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == "$ref"_L1)
            references.insert(it->toString());
        collectReferences(*it, references);
    }
}

QJsonValue target(QJsonValue document, const QString &reference)
{
    for (const QString &step : reference.mid(2).split(u'/'))
        document = document.toObject().value(step);
    return document;
}

QStringList keysWithPrefix(const QJsonObject &object, const QString &prefix)
{
    QStringList names;
    for (const QString &key : object.keys()) {
        if (key.startsWith(prefix))
            names.append(key.mid(prefix.size()));
    }
    return names;
}

class TestApiDocument : public QObject
{
    Q_OBJECT

private:
    const ApiSource m_source = ApiSource::load();
    const apidocument::Further m_commands = admin::apiDescription();
    const QJsonObject m_openApi = apidocument::openApi(m_commands);
    const QJsonObject m_asyncApi = apidocument::asyncApi();

    bool isTag(const QJsonValue &name) const
    {
        return std::any_of(m_source.tags.begin(), m_source.tags.end(),
                           [&](const QJsonValue tag) { return tag[u"name"_s] == name; });
    }
    bool isDescribed(const QJsonObject &entry) const
    {
        return isTag(entry[u"tag"_s]) && !entry[u"summary"_s].toString().isEmpty() &&
               !entry[u"description"_s].toString().isEmpty();
    }
    bool isListed(ErrorCode code, const QJsonObject &operation) const
    {
        QJsonValue response = operation[u"responses"_s][QString::number(nativeStatus(code))];
        if (const QString shared = response[u"$ref"_s].toString(); !shared.isEmpty())
            response = target(m_openApi, shared);
        const QJsonValue media = response[u"content"_s][u"application/json"_s];
        return media[u"examples"_s].toObject().contains(errorName(code));
    }
    bool isSchema(const QJsonValue &name) const
    {
        return m_source.schemas.contains(name.toString());
    }

private Q_SLOTS:
    void everyOperationIsDescribedAndNoOther()
    {
        using Row = Operation;
        // Joined, so that a failure shows the names.
        const QStringList described = m_source.operations.keys();
        QCOMPARE(described.join(u' '),
                 operationNames({Row::Everywhere, Row::RestOnly, Row::SocketOnly}).join(u' '));
        for (const Operation &row : nativeOperations()) {
            const QJsonObject entry = m_source.operations[QLatin1StringView(row.name)].toObject();
            QVERIFY2(isDescribed(entry), row.name);
            QVERIFY2(isSchema(entry[u"answer"_s]), row.name);
            QVERIFY2(isSchema(entry[u"arguments"_s]) || !entry.contains(u"arguments"_s), row.name);
            QCOMPARE(entry[u"statuses"_s].toObject().isEmpty(),
                     row.rules.transports == Operation::SocketOnly);
            for (const QString &status : entry[u"statuses"_s].toObject().keys())
                QVERIFY2(status.startsWith(u'2'), row.name);
        }
    }

    void everyPushIsDescribedAndNoOther()
    {
        QCOMPARE(QStringList(m_source.pushes.keys()).join(u' '), pushNames().join(u' '));
        for (const QString &name : m_source.pushes.keys()) {
            const QJsonObject entry = m_source.pushes[name].toObject();
            QVERIFY2(isDescribed(entry), qPrintable(name));
            QVERIFY2(isSchema(entry[u"payload"_s]), qPrintable(name));
        }
    }

    void everyErrorIsDescribedAndNoOther()
    {
        QCOMPARE(QStringList(m_source.errors.keys()).join(u' '), errorNames().join(u' '));
        for (const QString &name : m_source.errors.keys())
            QVERIFY2(m_source.errors[name][u"advice"_s].isString(), qPrintable(name));
    }

    void operationsListErrorsThatExist()
    {
        for (const QString &name : m_source.operations.keys()) {
            const QJsonObject entry = m_source.operations[name].toObject();
            QCOMPARE(ApiSource::listedErrors(entry).size(), entry[u"errors"_s].toArray().size());
        }
    }

    void whatStandsInAPathIsAnArgument()
    {
        for (const Operation &row : nativeOperations()) {
            const QJsonValue arguments =
                m_source.operations[QLatin1StringView(row.name)][u"arguments"_s];
            const QJsonValue schema = m_source.schemas[arguments.toString()];
            for (const QString &field : pathFields(row)) {
                QVERIFY2(schema[u"properties"_s].toObject().contains(field), row.name);
                QVERIFY2(schema[u"required"_s].toArray().contains(field), row.name);
            }
        }
    }

    void schemasRequireWhatTheyHave()
    {
        for (const QString &name : m_source.schemas.keys()) {
            const QJsonValue schema = m_source.schemas[name];
            for (const QJsonValue field : schema[u"required"_s].toArray())
                QVERIFY2(schema[u"properties"_s].toObject().contains(field.toString()),
                         qPrintable(name));
        }
    }

    void everyReferenceResolves_data()
    {
        QTest::addColumn<QJsonObject>("document");
        QTest::newRow("OpenAPI") << m_openApi;
        QTest::newRow("AsyncAPI") << m_asyncApi;
    }
    void everyReferenceResolves()
    {
        QFETCH(QJsonObject, document);
        QSet<QString> references;
        collectReferences(document, references);
        QVERIFY(references.size() > 30);
        for (const QString &reference : references)
            QVERIFY2(target(document, reference).isObject(), qPrintable(reference));
    }

    void everySchemaIsUsed()
    {
        const auto schemas = [](const QJsonObject &document) {
            return document[u"components"_s][u"schemas"_s].toObject().keys();
        };
        QStringList used = schemas(m_openApi) + schemas(m_asyncApi);
        used.removeDuplicates();
        for (const QString &generated : m_commands.schemas.keys())
            used.removeAll(generated);
        QCOMPARE(sorted(used), m_source.schemas.keys());
    }

    // A shared response is not found if its errors are not in the order of ErrorCode.
    void everySharedResponseIsUsed()
    {
        QSet<QString> references;
        collectReferences(m_openApi, references);
        for (const QString &name : m_source.responses.keys())
            QVERIFY2(references.contains(u"#/components/responses/"_s + name), qPrintable(name));
    }

    void openApiHasEveryRestOperation()
    {
        const QJsonObject paths = m_openApi[u"paths"_s].toObject();
        for (const Operation &row : nativeOperations()) {
            if (row.rules.transports == Operation::SocketOnly)
                continue;
            const QString method = QString::fromLatin1(http::methodName(row.method)).toLower();
            const QJsonObject described = paths[templatePath(row)][method].toObject();
            QCOMPARE(described[u"operationId"_s].toString(), QString::fromLatin1(row.name));
            QCOMPARE(described.contains(u"security"_s), row.rules.access == Access::Public);
            QCOMPARE(isListed(ErrorCode::AuthenticationRequired, described),
                     row.rules.access != Access::Public);
            QCOMPARE(isListed(ErrorCode::PasswordChangeRequired, described),
                     row.rules.access == Access::Session);
        }
    }

    void bodiesHoldWhatIsNotInThePath()
    {
        const QJsonValue schema = m_openApi[u"components"_s][u"schemas"_s][u"InviteToRoom"_s];
        QCOMPARE(schema[u"properties"_s].toObject().keys(), QStringList{u"userId"_s});
        QCOMPARE(schema[u"required"_s].toArray(), QJsonArray{u"userId"_s});
        const QJsonValue whole = m_asyncApi[u"components"_s][u"schemas"_s][u"InviteToRoom"_s];
        QCOMPARE(whole[u"properties"_s].toObject().keys(), (QStringList{u"roomId"_s, u"userId"_s}));
    }

    void asyncApiHasEveryCallAndPush_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QStringList>("furtherCalls");
        QTest::addColumn<QStringList>("furtherPushes");
        QTest::newRow("Socket.IO") << u"socketio"_s << QStringList() << QStringList{u"error"_s};
        QTest::newRow("WebSocket")
            << u"websocket"_s << QStringList{u"session.authenticate"_s} << QStringList();
    }
    void asyncApiHasEveryCallAndPush()
    {
        QFETCH(QString, channel);
        QFETCH(QStringList, furtherCalls);
        QFETCH(QStringList, furtherPushes);
        const QStringList calls =
            sorted(operationNames({Operation::Everywhere, Operation::SocketOnly}) + furtherCalls);
        const QStringList pushes = sorted(pushNames() + furtherPushes);
        const QJsonObject messages = m_asyncApi[u"channels"_s][channel][u"messages"_s].toObject();
        QCOMPARE(keysWithPrefix(messages, u"call."_s), calls);
        QCOMPARE(keysWithPrefix(messages, u"ack."_s), calls);
        QCOMPARE(keysWithPrefix(messages, u"push."_s), pushes);
        const QJsonObject operations = m_asyncApi[u"operations"_s].toObject();
        QCOMPARE(keysWithPrefix(operations, channel + u".call."_s), calls);
        QCOMPARE(keysWithPrefix(operations, channel + u".push."_s), pushes);
    }

    void textsHoldTheTableOfErrors()
    {
        for (const QJsonObject &document : {m_openApi, m_asyncApi}) {
            const QString text = document[u"info"_s][u"description"_s].toString();
            QVERIFY(!text.contains(u"{errors}"_s));
            QVERIFY(text.contains(u"| `room_not_found` | There is no such room |"_s));
        }
    }
};

PARLANCE_TEST(TestApiDocument)

} // namespace tst_apidocument

#include "tst_apidocument.moc"
