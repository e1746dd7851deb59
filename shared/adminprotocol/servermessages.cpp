// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/adminprotocol/servermessages.h"

#include "shared/adminprotocol/wire.h"

#include <QJsonDocument>

#include <algorithm>

namespace parlance::adminprotocol {

using namespace Qt::StringLiterals;

namespace {

QString optional(JsonReader &in, const QString &key)
{
    return in.optionalString(key).value_or(QString());
}

void insertText(QJsonObject &json, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        json.insert(key, text);
}

// Reading ----------------------------------------------------------------------------------------

ServerMessage readWelcome(JsonReader &in)
{
    return Welcome{.server = in.string(u"server"_s),
                   .user = in.string(u"user"_s),
                   .access = wire::readAccess(in),
                   .epoch = in.string(u"epoch"_s),
                   .time = in.string(u"time"_s),
                   .features = wire::readNames(in, u"features"_s),
                   .token = optional(in, u"token"_s),
                   .expiresAt = optional(in, u"expiresAt"_s)};
}

ServerMessage readAccessChanged(JsonReader &in)
{
    return AccessChanged{wire::readAccess(in)};
}

ServerMessage readSnapshot(JsonReader &in)
{
    return Snapshot{wire::readId(in), wire::readCount(in, u"seq"_s),
                    wire::readCount(in, u"total"_s), wire::readRows(in)};
}

ServerMessage readDelta(JsonReader &in)
{
    return Delta{.id = wire::readId(in),
                 .seq = wire::readCount(in, u"seq"_s),
                 .total = wire::readCount(in, u"total"_s),
                 .rows = wire::readRows(in),
                 .removed = wire::readNames(in, u"removed"_s),
                 .order = wire::readNames(in, u"order"_s)};
}

ServerMessage readEntries(JsonReader &in)
{
    Entries message{wire::readId(in), wire::readCount(in, u"seq"_s)};
    for (const QJsonValue each : in.array(u"entries"_s)) {
        JsonReader entry(each.toObject());
        message.entries.append(
            {quint64(wire::readCount(entry, u"position"_s)), entry.optionalObject(u"cells"_s)});
        if (!entry.ok())
            in.fail(u"entries"_s, u"holds a wrong entry: "_s + entry.error().message());
    }
    message.skipped = wire::readCount(in, u"skipped"_s);
    message.until = quint64(wire::readCount(in, u"until"_s));
    message.isFresh = in.optionalBoolean(u"fresh"_s).value_or(false);
    return message;
}

ServerMessage readSkipped(JsonReader &in)
{
    return Skipped{wire::readCount(in, u"milliseconds"_s)};
}

ServerMessage readNotice(JsonReader &in)
{
    return Notice{in.string(u"kind"_s), in.string(u"at"_s), in.string(u"by"_s),
                  in.string(u"message"_s), in.optionalObject(u"details"_s)};
}

ServerMessage readRequestError(JsonReader &in)
{
    return RequestError{optional(in, u"request"_s), wire::readCount(in, u"id"_s),
                        wire::readProblem(in), in.optionalBoolean(u"final"_s).value_or(false)};
}

ServerMessage readBye(JsonReader &in)
{
    return Bye{in.string(u"reason"_s), in.string(u"message"_s)};
}

// "ok" may be any value, null included.
ServerMessage readResult(JsonReader &in, const QJsonObject &message)
{
    CommandResult result{wire::readId(in)};
    if (message.contains(u"ok"_s))
        result.ok = message.value(u"ok"_s);
    else
        result.problem = wire::readProblem(in);
    return result;
}

// Writing ----------------------------------------------------------------------------------------

QJsonObject toJson(const Welcome &message)
{
    QJsonObject json{{u"server"_s, message.server},
                     {u"protocol"_s, QString(protocolName)},
                     {u"user"_s, message.user},
                     {u"epoch"_s, message.epoch},
                     {u"time"_s, message.time},
                     {u"features"_s, QJsonArray::fromStringList(message.features)}};
    wire::write(message.access, json);
    insertText(json, u"token"_s, message.token);
    insertText(json, u"expiresAt"_s, message.expiresAt);
    return json;
}

QJsonObject toJson(const AccessChanged &message)
{
    QJsonObject json;
    wire::write(message.access, json);
    return json;
}

QJsonObject toJson(const Snapshot &message)
{
    return {{u"id"_s, message.id},
            {u"seq"_s, message.seq},
            {u"total"_s, message.total},
            {u"rows"_s, wire::toArray(message.rows)}};
}

QJsonObject toJson(const Delta &message)
{
    return {{u"id"_s, message.id},
            {u"seq"_s, message.seq},
            {u"total"_s, message.total},
            {u"rows"_s, wire::toArray(message.rows)},
            {u"removed"_s, QJsonArray::fromStringList(message.removed)},
            {u"order"_s, QJsonArray::fromStringList(message.order)}};
}

QJsonObject toJson(const Entries &message)
{
    QJsonArray list;
    for (const Entry &entry : message.entries)
        list.append(
            QJsonObject{{u"position"_s, qint64(entry.position)}, {u"cells"_s, entry.cells}});
    QJsonObject json{{u"id"_s, message.id},
                     {u"seq"_s, message.seq},
                     {u"entries"_s, list},
                     {u"skipped"_s, message.skipped},
                     {u"until"_s, qint64(message.until)}};
    if (message.isFresh)
        json.insert(u"fresh"_s, true);
    return json;
}

QJsonObject toJson(const Skipped &message)
{
    return {{u"milliseconds"_s, message.milliseconds}};
}

QJsonObject toJson(const CommandResult &message)
{
    QJsonObject json{{u"id"_s, message.id}};
    if (message.ok)
        json.insert(u"ok"_s, *message.ok);
    else
        json.insert(u"error"_s, wire::toJson(message.problem));
    return json;
}

QJsonObject toJson(const Notice &message)
{
    QJsonObject json{{u"kind"_s, message.kind},
                     {u"at"_s, message.at},
                     {u"by"_s, message.by},
                     {u"message"_s, message.message}};
    if (!message.details.isEmpty())
        json.insert(u"details"_s, message.details);
    return json;
}

QJsonObject toJson(const RequestError &message)
{
    QJsonObject json{{u"error"_s, wire::toJson(message.problem)}};
    insertText(json, u"request"_s, message.request);
    if (message.id != 0)
        json.insert(u"id"_s, message.id);
    if (message.isFinal)
        json.insert(u"final"_s, true);
    return json;
}

QJsonObject toJson(const Bye &message)
{
    return {{u"reason"_s, message.reason}, {u"message"_s, message.message}};
}

struct ServerType
{
    const char *name;
    /// Null: readResult().
    ServerMessage (*read)(JsonReader &in);
};
/// In the order of ServerMessage.
constexpr ServerType serverTypes[] = {
    {"welcome", readWelcome}, {"access", readAccessChanged}, {"snapshot", readSnapshot},
    {"delta", readDelta},     {"entries", readEntries},      {"skipped", readSkipped},
    {"result", nullptr},      {"notice", readNotice},        {"error", readRequestError},
    {"bye", readBye},
};
static_assert(std::size(serverTypes) == std::variant_size_v<ServerMessage>);

} // namespace

Result<ServerMessage> decodeServerMessage(const QByteArray &bytes)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return Error::badRequest(u"The server sent no JSON object"_s);
    const QJsonObject message = document.object();
    const QString name = message.value(u"type"_s).toString();
    const auto type = std::find_if(
        std::begin(serverTypes), std::end(serverTypes),
        [&name](const ServerType &each) { return name == QLatin1StringView(each.name); });
    if (type == std::end(serverTypes))
        return Error::badRequest(
            u"The server sent a message of an unknown type, \"%1\""_s.arg(name.left(40)));
    JsonReader in(message);
    ServerMessage decoded = type->read ? type->read(in) : readResult(in, message);
    if (!in.ok())
        return in.error();
    return decoded;
}

QByteArray encode(const ServerMessage &message)
{
    const QString type = QString::fromLatin1(serverTypes[message.index()].name);
    return wire::toBytes(type, std::visit([](const auto &each) { return toJson(each); }, message));
}

QStringList serverMessageTypes()
{
    QStringList names;
    for (const ServerType &type : serverTypes)
        names.append(QString::fromLatin1(type.name));
    return names;
}

} // namespace parlance::adminprotocol
