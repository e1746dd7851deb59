// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/load.h"

#include <string>
#include <string_view>

namespace parlance::bench {

/// A TCP connection to the server, read when epoll says so.
class Connection
{
public:
    Connection(Load &load, const Target &target, bool sends)
        : m_load(load)
        , m_target(target)
        , m_sends(sends)
    {
    }
    virtual ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    void open(int epoll);
    /// `events` as epoll reports them.
    void handle(uint32_t events);
    /// Fills the window, if this one posts.
    void startSending();

protected:
    /// The server can be written to.
    virtual void connected() = 0;
    /// Takes whole packets off the front of `bytes` and answers how much that was.
    virtual size_t read(std::string_view bytes) = 0;
    virtual void post() = 0;

    void becomeReady() { ++m_load.ready; }
    /// After an answer: the next message.
    void proceed();
    void write(std::string_view bytes);
    void fail(std::string_view why);
    bool isBroken() const { return m_fd < 0; }

    Load &m_load;
    const Target &m_target;

private:
    void flush();
    void receive();
    void consume(std::string_view bytes);

    const bool m_sends;
    bool m_connected = false;
    int m_fd = -1;
    std::string m_incomplete;
    std::string m_unsent;
};

} // namespace parlance::bench
