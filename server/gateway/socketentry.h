// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/callorder.h"
#include "gateway/parkedcalls.h"
#include "gateway/socketgateway.h"

namespace parlance {

/// One connection of the gateway. Lives on in the calls that are under way when the connection has
/// closed.
class SocketGateway::Entry final : public CallingSocket,
                                   public WaitingCaller,
                                   public std::enable_shared_from_this<Entry>
{
public:
    Entry(SocketGateway &owner, Connection *connected, quint64 number);

    const Listening &listening() const override { return *listens; }
    void enterRoom(RoomId room, const QString &name) override;
    void moveTo(RoomId room, const QString &name) override;
    void hearDirects() override;
    void mayListen(Callback<void> done) override;
    void rememberRoom(Callback<void> done) override;
    void comeBackTo(RoomId room) override;
    void prolong(const Actor &actor) override;
    void catchUp(Callback<void> done) override;

    QString allowanceKey() const override;
    std::optional<std::chrono::milliseconds> takeTurn() override;
    void proceed(const ReadCall &read) override;
    void giveUp(const ReadCall &read) override;

    /// As long as it is one of the gateway's.
    bool isOpen() const { return connection != nullptr; }

    /// No other has it, also later.
    const quint64 id;
    /// Null once it has closed.
    Connection *connection;
    Caller caller;
    std::shared_ptr<Listening> listens = std::make_shared<Listening>();
    /// Its dialect does not change any more.
    bool settled = false;
    /// It has shown no token.
    bool tokenless = false;
    /// Of such a one that acts for nobody yet: a session of its client.
    std::optional<Actor> witness;
    /// Counted by Presence and attached to the hub.
    bool online = false;
    /// What it acted for is over: nothing is carried out any more.
    bool sessionEnded = false;
    std::unique_ptr<Deadline> expiry;
    CallOrder order;
    ParkedCalls parked;
    /// Calls that look up where the session was last; answered in their order.
    int lookUps = 0;

private:
    SocketGateway &m_gateway;
};

} // namespace parlance
