// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gateway.h"
#include "socketio/options.h"
#include "socketio/pid.h"
#include "socketio/recovery.h"

#include <QSet>

#include <deque>

namespace parlance::socketio {

class Client;

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
class StoreRecovery final : public Recovery
{
public:
    /// The sockets of its namespace are all Clients of `gateway`. `gateway` and `options` outlive
    /// it; the pids are signed with a key derived from `secret`.
    StoreRecovery(Gateway &gateway, const QByteArray &secret, const Options &options);

    void restore(Socket &socket, const std::optional<RecoveryRequest> &request,
                 Answer answer) override;
    void ended(const Socket &socket, bool recoverable) override;

private:
    std::optional<PidContent> accepted(const Client &client, const QByteArray &pid) const;
    Restored fresh(const Client &client) const;
    std::optional<Restored> recovered(Client &client, const RecoveryRequest &request,
                                      const QByteArray &sid, const MissedFrames &missed);

    Gateway &m_gateway;
    const Options &m_options;
    PidCodec m_pids;
    VoidSids m_void;
};

/// A commit position as clients give it back; nothing if it is not one in plain decimal digits.
std::optional<qint64> positionOfOffset(const QByteArray &offset);

} // namespace parlance::socketio
