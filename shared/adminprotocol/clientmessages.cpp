// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/adminprotocol/clientmessages.h"

#include "shared/adminprotocol/wire.h"

#include <QJsonDocument>

#include <algorithm>

namespace parlance::adminprotocol {

using namespace Qt::StringLiterals;

namespace {

ClientMessage readLogIn(JsonReader &in)
{
    LogIn message;
    message.token = in.optionalString(u"token"_s).value_or(QString());
    if (!message.token.isEmpty())
        return message;
    message.username = in.string(u"username"_s);
    message.password = in.string(u"password"_s);
    return message;
}

ClientMessage readSubscribe(JsonReader &in)
{
    Subscribe message{wire::readId(in), in.string(u"view"_s), wire::readWindow(in)};
    if (const auto after = in.optionalInteger(u"after"_s)) {
        if (*after < 0)
            in.fail(u"after"_s, u"must not be negative"_s);
        message.after = quint64(std::max<qint64>(0, *after));
    }
    return message;
}

ClientMessage readChange(JsonReader &in)
{
    return Change{wire::readId(in), wire::readWindow(in)};
}

ClientMessage readUnsubscribe(JsonReader &in)
{
    return Unsubscribe{wire::readId(in)};
}

ClientMessage readRefresh(JsonReader &in)
{
    return Refresh{wire::readId(in)};
}

ClientMessage readCommand(JsonReader &in)
{
    return RunCommand{wire::readId(in), in.string(u"command"_s), in.optionalObject(u"arguments"_s)};
}

ClientMessage readLogOut(JsonReader &)
{
    return LogOut();
}

QJsonObject toJson(const LogIn &message)
{
    if (!message.token.isEmpty())
        return {{u"token"_s, message.token}};
    return {{u"username"_s, message.username}, {u"password"_s, message.password}};
}

QJsonObject toJson(const Subscribe &message)
{
    QJsonObject json{{u"id"_s, message.id}, {u"view"_s, message.view}};
    wire::write(message.window, json);
    if (message.after)
        json.insert(u"after"_s, qint64(*message.after));
    return json;
}

QJsonObject toJson(const Change &message)
{
    QJsonObject json{{u"id"_s, message.id}};
    wire::write(message.window, json);
    return json;
}

QJsonObject toJson(const Unsubscribe &message)
{
    return {{u"id"_s, message.id}};
}

QJsonObject toJson(const Refresh &message)
{
    return {{u"id"_s, message.id}};
}

QJsonObject toJson(const RunCommand &message)
{
    QJsonObject json{{u"id"_s, message.id}, {u"command"_s, message.command}};
    if (!message.arguments.isEmpty())
        json.insert(u"arguments"_s, message.arguments);
    return json;
}

QJsonObject toJson(const LogOut &)
{
    return {};
}

struct ClientType
{
    const char *name;
    ClientMessage (*read)(JsonReader &in);
};
/// In the order of ClientMessage.
constexpr ClientType clientTypes[] = {
    {"login", readLogIn},     {"subscribe", readSubscribe},
    {"change", readChange},   {"unsubscribe", readUnsubscribe},
    {"refresh", readRefresh}, {"command", readCommand},
    {"logout", readLogOut},
};
static_assert(std::size(clientTypes) == std::variant_size_v<ClientMessage>);

} // namespace

MessageHead headOf(const QJsonObject &message)
{
    constexpr qsizetype longest = 40;
    MessageHead head{message.value(u"type"_s).toString().left(longest)};
    JsonReader in(message);
    const auto id = in.optionalInteger(u"id"_s);
    head.id = id && *id > 0 ? *id : 0;
    return head;
}

Result<QJsonObject> parseMessage(const QByteArray &bytes)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return Error::badRequest(u"The message is not JSON: "_s + error.errorString());
    if (!document.isObject())
        return Error::badRequest(u"The message must be a JSON object"_s);
    return document.object();
}

Result<ClientMessage> decodeClientMessage(const QJsonObject &message)
{
    const QString name = message.value(u"type"_s).toString();
    const auto type = std::find_if(
        std::begin(clientTypes), std::end(clientTypes),
        [&name](const ClientType &each) { return name == QLatin1StringView(each.name); });
    if (type == std::end(clientTypes))
        return Error::badRequest(u"\"type\" must be one of "_s +
                                 clientMessageTypes().join(u", "_s));
    JsonReader in(message);
    ClientMessage decoded = type->read(in);
    if (!in.ok())
        return in.error();
    return decoded;
}

QByteArray encode(const ClientMessage &message)
{
    const QString type = QString::fromLatin1(clientTypes[message.index()].name);
    return wire::toBytes(type, std::visit([](const auto &each) { return toJson(each); }, message));
}

QStringList clientMessageTypes()
{
    QStringList names;
    for (const ClientType &type : clientTypes)
        names.append(QString::fromLatin1(type.name));
    return names;
}

QByteArray localGreeting(const QString &token)
{
    QJsonObject line{{u"protocol"_s, QString(protocolName)}};
    if (!token.isEmpty())
        line.insert(u"as"_s, token);
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace parlance::adminprotocol
