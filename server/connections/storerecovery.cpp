// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/storerecovery.h"

#include "connections/appsocket.h"
#include "engineio/sid.h"
#include "socketio/logging.h"

#include <algorithm>

namespace parlance {

using namespace socketio;

void VoidSids::add(const QByteArray &sid)
{
    if (m_known.contains(sid))
        return;
    m_known.insert(sid);
    m_order.push_back(sid);
    if (m_order.size() <= m_limit)
        return;
    m_known.remove(m_order.front());
    m_order.pop_front();
}

std::optional<qint64> positionOfOffset(const QByteArray &offset)
{
    const bool plain =
        std::all_of(offset.begin(), offset.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool inRange = false;
    const qint64 position = offset.toLongLong(&inRange);
    if (!plain || !inRange)
        return std::nullopt;
    return position;
}

StoreRecovery::StoreRecovery(Gateway &gateway, const QByteArray &secret, qsizetype maxMissedBytes)
    : m_gateway(gateway)
    , m_maxMissedBytes(maxMissedBytes)
    , m_pids(secret)
{
}

void StoreRecovery::restore(Socket &socket, const std::optional<RecoveryRequest> &request,
                            Answer answer)
{
    auto *found = qobject_cast<AppSocket *>(&socket);
    if (!found || !found->isRecoverable()) {
        Restored restored;
        restored.sid = engineio::newSid();
        return answer(std::move(restored));
    }
    AppSocket &client = *found;
    if (!request)
        return answer(fresh(client));
    const auto known = accepted(client, request->pid);
    if (!known) {
        const auto content = m_pids.decode(request->pid);
        const bool left = content && m_void.contains(content->sid);
        return refuse(client, left ? RecoveryFailure::Left : RecoveryFailure::Unknown, answer);
    }
    const auto since =
        request->offset ? positionOfOffset(*request->offset) : std::optional(known->position);
    if (!since)
        return refuse(client, RecoveryFailure::Unknown, answer);
    // The callback is dropped if the client closes first, so `client` is valid here.
    const auto finish = [this, &client, request = *request, sid = known->sid, since = *since,
                         answer](const Result<MissedFrames> &missed) {
        if (!missed) {
            qCDebug(lcSocketIo) << "not recovered:" << errorName(missed.error().code);
            return refuse(client, RecoveryFailure::NotKnown, answer);
        }
        auto restored = recovered(client, request, sid, *missed);
        if (!restored)
            return refuse(client, RecoveryFailure::TooMuch, answer);
        m_gateway.recovered(&client,
                            {.since = since, .messages = qsizetype(missed->frames.size())});
        answer(*std::move(restored));
    };
    m_gateway.missed(&client, *since, finish);
}

void StoreRecovery::refuse(AppSocket &client, RecoveryFailure failure, const Answer &answer)
{
    m_gateway.recovered(&client, {.failure = failure});
    answer(fresh(client));
}

void StoreRecovery::ended(const Socket &socket, bool recoverable)
{
    if (!recoverable)
        m_void.add(socket.sid());
}

// The content of the pid if this client may use it.
std::optional<PidContent> StoreRecovery::accepted(const AppSocket &client,
                                                  const QByteArray &pid) const
{
    auto content = m_pids.decode(pid);
    if (!content || content->session != client.session() || m_void.contains(content->sid))
        return std::nullopt;
    return content;
}

Restored StoreRecovery::fresh(const AppSocket &client) const
{
    Restored restored;
    restored.sid = engineio::newSid();
    restored.pid = m_pids.encode({client.session(), client.firstPosition(), restored.sid});
    return restored;
}

std::optional<Restored> StoreRecovery::recovered(AppSocket &client, const RecoveryRequest &request,
                                                 const QByteArray &sid, const MissedFrames &missed)
{
    qsizetype bytes = 0;
    for (const Frame &frame : missed.frames)
        bytes += std::max(frame.payload.size(), frame.webSocketFrame.size());
    // The store's limit is based on an estimate; this checks the actual size. A DISCONNECT may have
    // been received while the store was asked.
    if (bytes > m_maxMissedBytes || m_void.contains(sid))
        return std::nullopt;
    client.skipUntil(missed.until);
    Restored restored;
    restored.sid = sid;
    restored.pid = request.pid;
    restored.recovered = true;
    for (const Frame &frame : missed.frames)
        restored.missed.push_back({frame, {}});
    restored.isRepeat = [until = missed.until](const Frame &frame) {
        return frame.position > 0 && frame.position <= until;
    };
    return restored;
}

} // namespace parlance
