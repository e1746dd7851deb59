// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/apidocument.h"
#include "dialects/apisource.h"
#include "dialects/native.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

QJsonObject allOf(const QString &schema, const QJsonObject &further)
{
    return {{u"allOf"_s, QJsonArray{ApiSource::reference(schema), further}}};
}

// { type: object } with one or two properties.
QJsonObject objectSchema(const QJsonObject &properties, const QJsonArray &required = {})
{
    QJsonObject schema{{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
    if (!required.isEmpty())
        schema.insert(u"required"_s, required);
    return schema;
}

QJsonArray payloadExample(const QJsonObject &payload)
{
    return {QJsonObject{{u"payload"_s, payload}}};
}

/// The messages and operations of one channel. Over Socket.IO the payload is the argument, answer
/// or push itself; over plain WebSocket it is the frame around it.
class ChannelBuilder
{
public:
    ChannelBuilder(const ApiSource &source, QString name, bool frames)
        : m_source(source)
        , m_name(std::move(name))
        , m_frames(frames)
    {
    }

    void addCall(const QString &name, const QJsonObject &entry, Access access);
    void addPush(const QString &name, const QJsonObject &entry);

    const QJsonObject &messages() const { return m_messages; }
    const QJsonObject &operations() const { return m_operations; }

private:
    QJsonObject callMessage(const QString &name, const QString &arguments) const;
    QJsonObject ackMessage(const QString &answer) const;
    QJsonObject pushMessage(const QString &name, const QString &payload) const;
    QJsonObject channelReference() const;
    QJsonArray messageReference(const QString &key) const;
    void addMessage(const QString &key, const QString &name, const QString &title,
                    const QJsonValue &summary, QJsonObject message);
    QJsonObject operation(const QString &action, const QString &name, const QString &key,
                          const QJsonObject &entry) const;

    const ApiSource &m_source;
    const QString m_name;
    const bool m_frames;
    QJsonObject m_messages;
    QJsonObject m_operations;
};

QJsonObject ChannelBuilder::callMessage(const QString &name, const QString &arguments) const
{
    const QJsonObject reference = ApiSource::reference(arguments);
    const QJsonValue example = m_source.example(arguments);
    QJsonObject message{{u"payload"_s, reference}};
    if (m_frames) {
        const bool required = !m_source.schemas[arguments][u"required"_s].toArray().isEmpty();
        const QJsonObject event{{u"const"_s, name}};
        message = {
            {u"payload"_s,
             allOf(u"CallFrame"_s, objectSchema({{u"event"_s, event}, {u"data"_s, reference}},
                                                required ? QJsonArray{u"data"_s} : QJsonArray()))}};
    }
    if (!example.isUndefined())
        message.insert(u"examples"_s, payloadExample(m_frames ? QJsonObject{{u"id"_s, 1},
                                                                            {u"event"_s, name},
                                                                            {u"data"_s, example}}
                                                              : example.toObject()));
    return message;
}

QJsonObject ChannelBuilder::ackMessage(const QString &answer) const
{
    const QJsonObject ok =
        objectSchema({{u"ok"_s, ApiSource::reference(answer)}}, QJsonArray{u"ok"_s});
    const QJsonObject result{{u"oneOf"_s, QJsonArray{ok, ApiSource::reference(u"CallError"_s)}}};
    QJsonObject message{{u"payload"_s, m_frames ? allOf(u"AnswerFrame"_s, result) : result}};
    QJsonObject example{{u"ok"_s, m_source.example(answer)}};
    if (m_frames)
        example.insert(u"id"_s, 1);
    message.insert(u"examples"_s, payloadExample(example));
    return message;
}

QJsonObject ChannelBuilder::pushMessage(const QString &name, const QString &payload) const
{
    const QJsonObject reference = ApiSource::reference(payload);
    const QJsonObject example = m_source.example(payload).toObject();
    if (!m_frames)
        return {{u"payload"_s, reference}, {u"examples"_s, payloadExample(example)}};
    const QJsonObject event{{u"const"_s, name}};
    return {{u"payload"_s,
             allOf(u"PushFrame"_s, objectSchema({{u"event"_s, event}, {u"data"_s, reference}}))},
            {u"examples"_s, payloadExample({{u"event"_s, name}, {u"data"_s, example}})}};
}

QJsonObject ChannelBuilder::channelReference() const
{
    return {{u"$ref"_s, u"#/channels/"_s + m_name}};
}

QJsonArray ChannelBuilder::messageReference(const QString &key) const
{
    return {QJsonObject{{u"$ref"_s, u"#/channels/%1/messages/%2"_s.arg(m_name, key)}}};
}

void ChannelBuilder::addMessage(const QString &key, const QString &name, const QString &title,
                                const QJsonValue &summary, QJsonObject message)
{
    message.insert(u"name"_s, name);
    message.insert(u"title"_s, title);
    message.insert(u"summary"_s, summary);
    if (m_frames && !key.startsWith("push."_L1))
        message.insert(u"correlationId"_s, QJsonObject{{u"description"_s, u"The id of the call."_s},
                                                       {u"location"_s, u"$message.payload#/id"_s}});
    m_messages.insert(key, message);
}

QJsonObject ChannelBuilder::operation(const QString &action, const QString &name,
                                      const QString &key, const QJsonObject &entry) const
{
    return {{u"action"_s, action},
            {u"channel"_s, channelReference()},
            {u"title"_s, name},
            {u"summary"_s, entry[u"summary"_s]},
            {u"description"_s, entry[u"description"_s]},
            {u"tags"_s, QJsonArray{QJsonObject{{u"name"_s, entry[u"tag"_s]}}}},
            {u"messages"_s, messageReference(key)}};
}

// AsyncAPI has no field for the errors of a call, so they go into the description.
QString describedCall(const QJsonObject &entry, Access access)
{
    QStringList errors;
    const auto add = [&errors](ErrorCode code) { errors.append(u'`' + errorName(code) + u'`'); };
    if (entry.contains(u"arguments"_s))
        add(ErrorCode::ValidationFailed);
    for (const ErrorCode code : ApiSource::listedErrors(entry))
        add(code);
    if (access == Access::Session)
        add(ErrorCode::PasswordChangeRequired);
    const QString text = entry[u"description"_s].toString();
    return errors.isEmpty() ? text : text + u"\n\nFails with %1."_s.arg(errors.join(u", "_s));
}

void ChannelBuilder::addCall(const QString &name, const QJsonObject &entry, Access access)
{
    const QString call = u"call."_s + name;
    const QString ack = u"ack."_s + name;
    addMessage(call, name, name, entry[u"summary"_s],
               callMessage(name, entry[u"arguments"_s].toString(u"NoArguments"_s)));
    addMessage(ack, name, u"Answer to "_s + name, u"The result, or what went wrong"_s,
               ackMessage(entry[u"answer"_s].toString()));
    QJsonObject described = operation(u"receive"_s, name, call, entry);
    described.insert(u"description"_s, describedCall(entry, access));
    described.insert(u"reply"_s, QJsonObject{{u"channel"_s, channelReference()},
                                             {u"messages"_s, messageReference(ack)}});
    m_operations.insert(m_name + u'.' + call, described);
}

void ChannelBuilder::addPush(const QString &name, const QJsonObject &entry)
{
    const QString key = u"push."_s + name;
    addMessage(key, name, name, entry[u"summary"_s],
               pushMessage(name, entry[u"payload"_s].toString()));
    m_operations.insert(m_name + u'.' + key, operation(u"send"_s, name, key, entry));
}

// `own`: what exists only in this channel, as operations.json describes it.
void addAll(ChannelBuilder &channel, const ApiSource &source, const QJsonObject &own)
{
    for (const Operation &row : nativeOperations()) {
        const QString name = QString::fromLatin1(row.name);
        if (row.rules.transports != Operation::RestOnly)
            channel.addCall(name, source.operations[name].toObject(), row.rules.access);
    }
    for (const QString &name : nativePushNames())
        channel.addPush(name, source.pushes[name].toObject());
    const QJsonObject calls = own[u"calls"_s].toObject();
    for (auto call = calls.begin(); call != calls.end(); ++call)
        channel.addCall(call.key(), call->toObject(), Access::Public);
    const QJsonObject pushes = own[u"pushes"_s].toObject();
    for (auto push = pushes.begin(); push != pushes.end(); ++push)
        channel.addPush(push.key(), push->toObject());
}

QString errorTable(const ApiSource &source)
{
    QString table = u"| `error.code` | Meaning | What to do |\n|---|---|---|\n"_s;
    for (const ErrorCode code : source.errorsOf(false))
        table +=
            u"| `%1` | %2 | %3 |\n"_s.arg(errorName(code), errorText(code),
                                          source.errors[errorName(code)][u"advice"_s].toString());
    return table;
}

} // namespace

QJsonObject apidocument::asyncApi()
{
    const ApiSource source = ApiSource::load();
    QJsonObject document = ApiSource::read(u"asyncapi.json"_s);
    QJsonObject channels = document[u"channels"_s].toObject();
    QJsonObject operations;
    for (const QString &name : channels.keys()) {
        QJsonObject channel = channels[name].toObject();
        ChannelBuilder builder(source, name, name == "websocket"_L1);
        addAll(builder, source, channel);
        channel.remove(u"calls"_s);
        channel.remove(u"pushes"_s);
        channel.insert(u"messages"_s, builder.messages());
        channels.insert(name, channel);
        for (const QString &key : builder.operations().keys())
            operations.insert(key, builder.operations()[key]);
    }
    QJsonObject info = document[u"info"_s].toObject();
    QJsonArray tags = source.tags;
    for (const QJsonValue tag : info[u"tags"_s].toArray())
        tags.append(tag);
    info.insert(u"tags"_s, tags);
    info.insert(u"description"_s, ApiSource::readText(u"asyncapi.md"_s, errorTable(source)));
    document.insert(u"info"_s, info);
    document.insert(u"channels"_s, channels);
    document.insert(u"operations"_s, operations);
    source.addSchemas(document, false);
    return document;
}

QJsonObject apidocument::adminProtocol()
{
    return ApiSource::read(u"admin-asyncapi.json"_s);
}

} // namespace parlance
