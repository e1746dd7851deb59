// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminapi.h"

#include "admin/commands.h"
#include "dialects/apisource.h"
#include "domain/roles.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

// "users.set-role" as "AdminUsersSetRole".
QString schemaName(const Command &command)
{
    QString name = u"Admin"_s;
    for (const QString &word : wordsOf(command).join(u'-').split(u'-'))
        name += word.front().toUpper() + word.mid(1);
    return name;
}

QJsonObject typeOf(Argument::Type type)
{
    switch (type) {
    case Argument::Type::Text:
    case Argument::Type::User:
        return {{u"type"_s, u"string"_s}};
    case Argument::Type::Number:
        return {{u"type"_s, u"integer"_s}, {u"minimum"_s, 0}};
    case Argument::Type::Duration:
        return ApiSource::reference(u"Duration"_s);
    case Argument::Type::Time:
        return ApiSource::reference(u"TimeOrDuration"_s);
    case Argument::Type::Role:
        return ApiSource::reference(u"ServerRole"_s);
    case Argument::Type::State:
        return ApiSource::reference(u"AccountState"_s);
    case Argument::Type::ReportState:
        return ApiSource::reference(u"ReportState"_s);
    case Argument::Type::Switch:
    case Argument::Type::LogLevel:
    case Argument::Type::Stretch:
        return {{u"type"_s, u"string"_s}, {u"enum"_s, QJsonArray::fromStringList(wordsOf(type))}};
    case Argument::Type::Flag:
        return {{u"type"_s, u"boolean"_s}};
    }
    return {};
}

// A reference is wrapped, because it would hide the description.
QJsonObject schemaOf(const Argument &argument)
{
    QJsonObject schema = typeOf(argument.type);
    if (schema.contains(u"$ref"_s))
        schema = {{u"allOf"_s, QJsonArray{schema}}};
    schema.insert(u"description"_s, QString::fromLatin1(argument.help) + u'.');
    return schema;
}

QJsonValue exampleOf(const Argument &argument)
{
    const QString text = QString::fromLatin1(argument.example);
    return argument.type == Argument::Type::Number ? QJsonValue(text.toLongLong())
                                                   : QJsonValue(text);
}

QJsonObject argumentsOf(const Command &command)
{
    QJsonObject properties;
    QJsonObject example;
    QJsonArray required;
    for (const Argument &argument : allArguments(command)) {
        const QString name = QString::fromLatin1(argument.name);
        properties.insert(name, schemaOf(argument));
        if (argument.required)
            required.append(name);
        if (*argument.example)
            example.insert(name, exampleOf(argument));
    }
    QJsonObject schema{{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
    schema.insert(u"description"_s,
                  u"The arguments of `%1`."_s.arg(QLatin1StringView(command.rule.command)));
    schema.insert(u"examples"_s, QJsonArray{example});
    if (!required.isEmpty())
        schema.insert(u"required"_s, required);
    return schema;
}

// The roles that have the permission, as "the roles `operator` and `administrator`".
QString callersOf(const Command &command)
{
    QStringList roles;
    for (const ServerRole role : serverRoles()) {
        if (may(role, command.rule.permission))
            roles.append(u'`' + roleName(role) + u'`');
    }
    const QString last = roles.takeLast();
    return roles.isEmpty() ? u"the role "_s + last
                           : u"the roles %1 and %2"_s.arg(roles.join(u", "_s), last);
}

// Forbidden also refuses a change of an account that ranks higher than the caller.
QJsonArray errorsOf(const Command &command)
{
    QJsonArray names{errorName(ErrorCode::Forbidden)};
    for (const ErrorCode code : command.errors)
        names.append(errorName(code));
    return names;
}

QJsonObject entryOf(const Command &command, const ApiSource &source)
{
    const QString answer = QString::fromLatin1(command.answer);
    const QJsonObject statuses{{u"200"_s, source.schemas[answer][u"description"_s]}};
    return {{u"tag"_s, u"Administration"_s},
            {u"summary"_s, QString::fromLatin1(command.summary)},
            {u"description"_s, u"For %1."_s.arg(callersOf(command))},
            {u"arguments"_s, schemaName(command)},
            {u"answer"_s, answer},
            {u"statuses"_s, statuses},
            {u"errors"_s, errorsOf(command)}};
}

} // namespace

apidocument::Further apiDescription()
{
    const ApiSource source = ApiSource::load();
    apidocument::Further description;
    for (const Command &command : commands()) {
        description.schemas.insert(schemaName(command), argumentsOf(command));
        description.operations.push_back(
            {.name = QString::fromLatin1(command.rule.command),
             .method = command.rule.reads ? http::Method::Get : http::Method::Post,
             .pattern = pathOf(command),
             .entry = entryOf(command, source)});
    }
    return description;
}

} // namespace parlance::admin
