// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminapi.h"
#include "admin/commands.h"
#include "dialects/apisource.h"
#include "dialects/native.h"
#include "domain/administration.h"
#include "support/testprogram.h"

#include <QTest>

#include <algorithm>

namespace tst_adminapi {

using namespace parlance;
using namespace Qt::StringLiterals;
using admin::Argument;
using admin::Command;

QStringList namesOf(const std::vector<Argument> &arguments, bool onlyRequired = false)
{
    QStringList names;
    for (const Argument &argument : arguments) {
        if (argument.required || !onlyRequired)
            names.append(QString::fromLatin1(argument.name));
    }
    names.sort();
    return names;
}

QStringList texts(const QJsonArray &array)
{
    QStringList list;
    for (const QJsonValue entry : array)
        list.append(entry.toString());
    list.sort();
    return list;
}

// "string", or the name of a schema.
QString typeName(Argument::Type type)
{
    using enum Argument::Type;
    switch (type) {
    case Text:
    case User:
    case Switch:
    case LogLevel:
    case Stretch:
        return u"string"_s;
    case Number:
        return u"integer"_s;
    case Flag:
        return u"boolean"_s;
    case Duration:
        return u"Duration"_s;
    case Time:
        return u"TimeOrDuration"_s;
    case Role:
        return u"ServerRole"_s;
    case State:
        return u"AccountState"_s;
    case ReportState:
        return u"ReportState"_s;
    }
    return {};
}

QString typeName(const QJsonValue &schema)
{
    const QJsonValue whole = schema[u"allOf"_s].isArray() ? schema[u"allOf"_s][0] : schema;
    const QString reference = whole[u"$ref"_s].toString();
    return reference.isEmpty() ? whole[u"type"_s].toString() : reference.section(u'/', -1);
}

class TestAdminApi : public QObject
{
    Q_OBJECT

private:
    const ApiSource m_source = ApiSource::load();
    const QJsonObject m_document = apidocument::openApi(admin::apiDescription());

    QJsonObject operation(const Command &command) const
    {
        const QString method = command.rule.reads ? u"get"_s : u"post"_s;
        return m_document[u"paths"_s][admin::pathOf(command)][method].toObject();
    }
    // What the document says of the arguments, as the schema of an object.
    QJsonObject described(const Command &command) const
    {
        const QJsonObject whole = operation(command);
        if (!command.rule.reads) {
            const QJsonValue media = whole[u"requestBody"_s][u"content"_s][u"application/json"_s];
            const QString name = media[u"schema"_s][u"$ref"_s].toString().section(u'/', -1);
            return m_document[u"components"_s][u"schemas"_s][name].toObject();
        }
        QJsonObject properties;
        QJsonArray required;
        for (const QJsonValue parameter : whole[u"parameters"_s].toArray()) {
            properties.insert(parameter[u"name"_s].toString(), parameter[u"schema"_s]);
            if (parameter[u"required"_s].toBool())
                required.append(parameter[u"name"_s]);
        }
        return {{u"properties"_s, properties}, {u"required"_s, required}};
    }
    QStringList enumOf(const QString &schema) const
    {
        return texts(m_source.schemas[schema][u"enum"_s].toArray());
    }

private Q_SLOTS:
    void everyCommandIsDescribed()
    {
        for (const Command &command : admin::commands()) {
            const QJsonObject whole = operation(command);
            QCOMPARE(whole[u"operationId"_s].toString(), QLatin1StringView(command.rule.command));
            QCOMPARE(whole[u"tags"_s].toArray(), QJsonArray{u"Administration"_s});
            QCOMPARE(whole[u"summary"_s].toString(), QLatin1StringView(command.summary));
            for (const ServerRole role : serverRoles())
                QCOMPARE(whole[u"description"_s].toString().contains(u'`' + roleName(role) + u'`'),
                         may(role, command.rule.permission));
        }
    }

    void nothingElseIsDescribed()
    {
        const QStringList paths = m_document[u"paths"_s].toObject().keys();
        const auto count = std::count_if(paths.begin(), paths.end(), [](const QString &path) {
            return path.startsWith(u"/api/v1/admin/"_s);
        });
        QCOMPARE(size_t(count), admin::commands().size());
    }

    void everyArgumentIsDescribed()
    {
        for (const Command &command : admin::commands()) {
            const QJsonObject schema = described(command);
            const QJsonObject properties = schema[u"properties"_s].toObject();
            const std::vector<Argument> arguments = allArguments(command);
            QCOMPARE(properties.keys(), namesOf(arguments));
            QCOMPARE(texts(schema[u"required"_s].toArray()), namesOf(arguments, true));
            for (const Argument &argument : arguments)
                QCOMPARE(typeName(properties[QLatin1StringView(argument.name)]),
                         typeName(argument.type));
        }
    }

    void whatIsRequiredHasAnExample()
    {
        for (const Command &command : admin::commands()) {
            for (const Argument &argument : command.arguments)
                QVERIFY2(!argument.required || *argument.example, command.rule.command);
        }
    }

    void everyAnswerIsASchema()
    {
        for (const Command &command : admin::commands()) {
            const QJsonObject schema =
                m_source.schemas[QLatin1StringView(command.answer)].toObject();
            QVERIFY2(!schema[u"description"_s].toString().isEmpty(), command.rule.command);
            QVERIFY2(!schema[u"examples"_s].toArray().isEmpty(), command.rule.command);
            const QJsonValue answer = operation(command)[u"responses"_s][u"200"_s];
            QCOMPARE(typeName(answer[u"content"_s][u"application/json"_s][u"schema"_s]),
                     QLatin1StringView(command.answer));
        }
    }

    void errorsAreDescribed()
    {
        for (const Command &command : admin::commands()) {
            std::vector<ErrorCode> codes = command.errors;
            codes.push_back(ErrorCode::Forbidden);
            codes.push_back(ErrorCode::PasswordChangeRequired);
            for (const ErrorCode code : codes) {
                QJsonValue response =
                    operation(command)[u"responses"_s][QString::number(nativeStatus(code))];
                const QString shared = response[u"$ref"_s].toString().section(u'/', -1);
                if (!shared.isEmpty())
                    response = m_document[u"components"_s][u"responses"_s][shared];
                const QJsonValue media = response[u"content"_s][u"application/json"_s];
                QVERIFY2(media[u"examples"_s].toObject().contains(errorName(code)),
                         command.rule.command);
            }
        }
    }

    void schemasKnowEveryRoleAndState()
    {
        QStringList roles;
        for (const ServerRole role : serverRoles())
            roles.append(roleName(role));
        roles.sort();
        QCOMPARE(enumOf(u"ServerRole"_s), roles);
        QStringList states;
        for (int state = 0; state <= int(AccountState::Erased); ++state)
            states.append(stateName(AccountState(state)));
        states.sort();
        QCOMPARE(enumOf(u"AccountState"_s), states);
    }
};

PARLANCE_TEST(TestAdminApi)

} // namespace tst_adminapi

#include "tst_adminapi.moc"
