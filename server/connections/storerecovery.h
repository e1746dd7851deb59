// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gateway.h"
#include "socketio/pid.h"
#include "socketio/recovery.h"

#include <QSet>

#include <deque>

namespace parlance {

class AppSocket;

/// Sids whose pids are void: the last `limit` of them. One that is forgotten, by their number or by
/// a restart, counts again; that is no more than a convenience taken too often, since the session
/// behind it is looked at anew.
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

/// Recovery of the application's clients out of the store: messages posted, edited and deleted come
/// back, across restarts of the server too. Other events that were missed do not. An offset is a
/// commit position. Token, session and memberships are those of now: the gateway has looked. Event
/// loop only.
class StoreRecovery final : public socketio::Recovery
{
public:
    /// The sockets of its namespace are all AppSockets of `gateway`. `gateway` outlives it.
    /// The pids are signed with a key derived from `secret`. A client that has missed more than
    /// `maxMissedBytes` is a new one.
    StoreRecovery(Gateway &gateway, const QByteArray &secret, qsizetype maxMissedBytes);

    void restore(socketio::Socket &socket, const std::optional<socketio::RecoveryRequest> &request,
                 Answer answer) override;
    void ended(const socketio::Socket &socket, bool recoverable) override;

private:
    std::optional<socketio::PidContent> accepted(const AppSocket &client,
                                                 const QByteArray &pid) const;
    socketio::Restored fresh(const AppSocket &client) const;
    std::optional<socketio::Restored> recovered(AppSocket &client,
                                                const socketio::RecoveryRequest &request,
                                                const QByteArray &sid, const MissedFrames &missed);

    Gateway &m_gateway;
    const qsizetype m_maxMissedBytes;
    socketio::PidCodec m_pids;
    VoidSids m_void;
};

/// A commit position as clients give it back; nothing if it is not one in plain decimal digits.
std::optional<qint64> positionOfOffset(const QByteArray &offset);

} // namespace parlance
