// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gateway.h"
#include "socketio/pid.h"
#include "socketio/recovery.h"

#include <QSet>

#include <deque>

namespace parlance {

class AppSocket;

/// Sids whose pids are void: the last `limit` of them. One that is forgotten (limit, restart) is
/// valid again. That only allows one recovery too many, since the session is checked again.
class VoidSids
{
public:
    explicit VoidSids(size_t limit = 20'000)
        : m_limit(limit)
    {
    }
    void add(const QByteArray &sid);
    bool contains(const QByteArray &sid) const { return m_known.contains(sid); }

private:
    size_t m_limit;
    QSet<QByteArray> m_known;
    /// Oldest first.
    std::deque<QByteArray> m_order;
};

/// Recovers the application's clients from the store: messages posted, edited and deleted while
/// they were away are sent, also after a restart of the server. Other missed events are not. An
/// offset is a commit position. Token, session and memberships are the current ones, as checked by
/// the gateway. Event loop only.
class StoreRecovery final : public socketio::Recovery
{
public:
    /// The sockets of its namespace are all AppSockets of `gateway`. `gateway` outlives it. The
    /// pids are signed with a key derived from `secret`. A client that missed more than
    /// `maxMissedBytes` is treated as a new one.
    StoreRecovery(Gateway &gateway, const QByteArray &secret, qsizetype maxMissedBytes);

    void restore(socketio::Socket &socket, const std::optional<socketio::RecoveryRequest> &request,
                 Answer answer) override;
    void ended(const socketio::Socket &socket, bool recoverable) override;

private:
    std::optional<socketio::PidContent> accepted(const AppSocket &client,
                                                 const QByteArray &pid) const;
    void refuse(AppSocket &client, RecoveryFailure failure, const Answer &answer);
    socketio::Restored fresh(const AppSocket &client) const;
    std::optional<socketio::Restored> recovered(AppSocket &client,
                                                const socketio::RecoveryRequest &request,
                                                const QByteArray &sid, const MissedFrames &missed);

    Gateway &m_gateway;
    const qsizetype m_maxMissedBytes;
    socketio::PidCodec m_pids;
    VoidSids m_void;
};

/// The commit position in an offset that a client sends; nothing if it is not in plain decimal
/// digits.
std::optional<qint64> positionOfOffset(const QByteArray &offset);

} // namespace parlance
