// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/callingsocket.h"
#include "gateway/deliveries.h"
#include "gateway/sessionexpiry.h"
#include "gateway/witnesses.h"

namespace parlance {

/// A connection of the gateway, as the handlers of its calls see it (CallingSocket). Event loop
/// only.
class SocketHandle final : public CallingSocket
{
public:
    /// The dependencies of its functions.
    struct Context
    {
        SocketRooms &rooms;
        Witnesses &witnesses;
        SessionExpiry &expiry;
        Deliveries &deliveries;
        Hub &hub;
    };

    /// Both outlive it.
    SocketHandle(const Context &context, SocketEntry &entry);

    const Subscription &subscription() const override { return *m_entry.subscription; }
    void enterRoom(RoomId room, const QString &name) override;
    void moveTo(RoomId room, const QString &name) override;
    void subscribeToDirects() override { m_entry.subscription->directs = true; }
    void listenTo(RoomId room, Callback<void> done) override;
    void rememberRoom(Callback<void> done) override;
    void resumeRoom(RoomId room) override;
    void prolong(const Actor &actor) override;
    void catchUp(Callback<void> done) override;

private:
    const Context &m_context;
    SocketEntry &m_entry;
};

} // namespace parlance
