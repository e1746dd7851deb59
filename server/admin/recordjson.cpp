// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/recordjson.h"

#include "admin/adminjson.h"
#include "delivery/endreason.h"
#include "domain/recoveryfailure.h"

namespace parlance::adminjson {

using namespace Qt::StringLiterals;
using recorder::EndedConnection;
using recorder::Entry;
using recorder::Fact;
using recorder::Kind;

namespace {

QString nameOf(Kind kind)
{
    static constexpr const char *names[] = {
        "connected", "authenticated", "refused",   "joined",        "left",        "called",
        "answered",  "round_trip",    "recovered", "not_recovered", "disconnected"};
    static_assert(std::size(names) == size_t(Kind::Ended) + 1);
    return QString::fromLatin1(names[size_t(kind)]);
}

QString endOf(quint8 reason)
{
    return QString::fromLatin1(endReasonName(EndReason(reason)));
}

QJsonValue idOrNull(bool isNull, const QString &text)
{
    return isNull ? QJsonValue() : QJsonValue(text);
}

/// 0: there was none.
void addError(QJsonObject &json, quint8 code)
{
    if (code > 0)
        json.insert(u"error"_s, errorName(ErrorCode(code - 1)));
}

QJsonObject answered(const Fact &fact, const ConnectionRecords &records)
{
    QJsonObject json{{u"call"_s, records.nameOfEvent(fact.number)},
                     {u"ms"_s, double(fact.value) / 1000}};
    addError(json, fact.code);
    return json;
}

QJsonObject roundTrip(const Fact &fact)
{
    const bool isTimed = fact.number != recorder::noRoundTrip;
    return {{u"ms"_s, isTimed ? QJsonValue(qint64(fact.number)) : QJsonValue()},
            {u"proven"_s, fact.value}};
}

QJsonObject details(const Fact &fact, const ConnectionRecords &records)
{
    QJsonObject json;
    switch (fact.kind) {
    case Kind::Connected:
    case Kind::Authenticated:
        break;
    case Kind::Refused:
        addError(json, fact.code);
        break;
    case Kind::Joined:
    case Kind::Left:
        return {{u"roomId"_s, fact.room.toString()}};
    case Kind::Called:
        return {{u"call"_s, records.nameOfEvent(fact.number)}};
    case Kind::Answered:
        return answered(fact, records);
    case Kind::RoundTrip:
        return roundTrip(fact);
    case Kind::Recovered:
        return {{u"messages"_s, qint64(fact.number)}, {u"since"_s, fact.value}};
    case Kind::NotRecovered:
        return {{u"reason"_s, recoveryFailureName(RecoveryFailure(fact.code))}};
    case Kind::Ended:
        return {{u"reason"_s, endOf(fact.code)}};
    }
    return json;
}

QJsonObject record(const Entry &entry, const ConnectionRecords &records)
{
    return {{u"id"_s, qint64(entry.id)},
            {u"at"_s, toIsoString(entry.at)},
            {u"event"_s, nameOf(entry.fact.kind)},
            {u"position"_s, entry.fact.position},
            {u"details"_s, details(entry.fact, records)}};
}

/// An open one in the form of those that have ended.
QJsonObject openConnection(const ConnectionInfo &open)
{
    EndedConnection same{.id = open.id, .address = open.address};
    if (open.actor) {
        same.userId = open.actor->userId;
        same.sessionId = open.actor->sessionId;
        same.username = open.actor->username;
    }
    same.dialect = open.dialect;
    same.protocol = open.protocol;
    same.transport = open.transport;
    same.userAgent = open.userAgent;
    same.openedAt = open.openedAt;
    QJsonObject json = endedConnection(same);
    json.insert(u"endedAt"_s, QJsonValue());
    json.insert(u"end"_s, QJsonValue());
    return json;
}

QJsonValue timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIsoString(*time)) : QJsonValue();
}

QJsonObject recipient(const RecipientProof &proof)
{
    const bool isKnown = proof.ignorance == Ignorance::None;
    return {{u"userId"_s, proof.user.id.toString()},
            {u"username"_s, proof.user.username},
            {u"state"_s, deliveryStateName(proof.state)},
            {u"online"_s, proof.online ? QJsonValue(*proof.online) : QJsonValue()},
            {u"connection"_s,
             proof.connection > 0 ? QJsonValue(qint64(proof.connection)) : QJsonValue()},
            {u"sentAt"_s, timeOrNull(proof.sentAt)},
            {u"deliveredAt"_s, timeOrNull(proof.deliveredAt)},
            {u"read"_s, proof.read},
            {u"reason"_s, isKnown ? QJsonValue() : QJsonValue(ignoranceName(proof.ignorance))}};
}

} // namespace

QJsonObject endedConnection(const EndedConnection &ended)
{
    const bool isNobody = ended.userId.isNull();
    return {{u"id"_s, qint64(ended.id)},
            {u"username"_s, idOrNull(isNobody, ended.username)},
            {u"userId"_s, idOrNull(isNobody, ended.userId.toString())},
            {u"sessionId"_s, idOrNull(isNobody, ended.sessionId.toString())},
            {u"dialect"_s, ended.dialect},
            {u"protocol"_s, ended.protocol},
            {u"transport"_s, ended.transport},
            {u"address"_s, ended.address},
            {u"userAgent"_s, ended.userAgent},
            {u"openedAt"_s, toIsoString(ended.openedAt)},
            {u"endedAt"_s, toIsoString(ended.endedAt)},
            {u"end"_s, endOf(ended.end)}};
}

QJsonObject records(const RecordPage &page, const ConnectionRecords &records)
{
    const auto render = [&records](const Entry &entry) { return record(entry, records); };
    const auto cursor = [](const Entry &last) { return QString::number(last.id); };
    QJsonObject json = adminjson::page(page.entries, page.more, render, cursor);
    json.insert(u"connection"_s,
                page.open ? openConnection(*page.open) : endedConnection(*page.ended));
    json.insert(u"cut"_s, page.isCut);
    return json;
}

QJsonObject proof(const ProofPage &page, std::chrono::milliseconds heartbeat)
{
    const MessageReceipts &message = page.message;
    const auto cursor = [](const RecipientProof &last) { return last.user.id.toString(); };
    QJsonObject json = adminjson::page(page.recipients, message.more, recipient, cursor);
    json.insert(u"message"_s, QJsonObject{{u"id"_s, message.id.toString()},
                                          {u"roomId"_s, message.roomId.toString()},
                                          {u"room"_s, idOrNull(message.isDirect, message.room)},
                                          {u"author"_s, message.author.username},
                                          {u"authorId"_s, message.author.id.toString()},
                                          {u"position"_s, message.position},
                                          {u"createdAt"_s, toIsoString(message.createdAt)}});
    json.insert(u"heartbeatMs"_s, qint64(heartbeat.count()));
    return json;
}

} // namespace parlance::adminjson
