// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/callorder.h"
#include "dialects/socketgateway.h"

namespace parlance {

/// One connection of the gateway. Lives on in the calls that are under way when the connection has
/// closed.
class SocketGateway::Entry final : public CallingSocket
{
public:
    Entry(SocketGateway &owner, Connection *connected)
        : connection(connected)
        , m_gateway(owner)
    {
    }

    const Listening &listening() const override { return *listens; }
    void enterRoom(RoomId room, const QString &name) override;
    void moveTo(RoomId room, const QString &name) override;
    void hearDirects() override;
    void prolong(const Actor &actor) override;
    void catchUp(Callback<void> done) override;

    /// As long as it is one of the gateway's.
    bool isOpen() const { return connection != nullptr; }

    /// Null once it has closed.
    Connection *connection;
    Caller caller;
    std::shared_ptr<Listening> listens = std::make_shared<Listening>();
    /// Its dialect does not change any more.
    bool settled = false;
    /// Counted by Presence and attached to the hub.
    bool online = false;
    /// The session ended while the connection was opening.
    bool sessionEnded = false;
    std::unique_ptr<Deadline> expiry;
    CallOrder order;

private:
    SocketGateway &m_gateway;
};

} // namespace parlance
