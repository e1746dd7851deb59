// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"
#include "shared/uniquefunction.h"

#include <functional>
#include <memory>

namespace parlance::http {

/// One request and its single answer. The handler may hold the shared pointer as long as it needs;
/// if the client disconnects meanwhile, reply() does nothing. An exchange that is destroyed without
/// an answer notifies the connection, so that no client waits forever. Event loop only.
class Exchange
{
public:
    /// The answer; null if the exchange was dropped without one, which is an error of the server.
    using Send = std::function<void(const Response *)>;

    Exchange(Request request, Send send);
    ~Exchange();
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;

    const Request &request() const { return m_request; }
    Request &request() { return m_request; }
    /// The first call is sent, further ones do nothing.
    void reply(const Response &response);
    bool isOpen() const { return bool(m_send); }
    /// `handler` runs once if the client disconnects before the reply; not after it.
    void onAborted(Task handler) { m_aborted = std::move(handler); }
    /// Called by the connection: the client has disconnected.
    void abort();

private:
    void send(const Response *response);

    Request m_request;
    Send m_send;
    Task m_aborted;
};

using ExchangePtr = std::shared_ptr<Exchange>;

} // namespace parlance::http
