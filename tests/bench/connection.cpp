// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/connection.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parlance::bench {

Connection::~Connection()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

void Connection::open(int epoll)
{
    m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_fd < 0)
        return fail(std::strerror(errno));
    const int on = 1;
    ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // No TIME_WAIT: the next scenario needs the ports.
    const linger reset{1, 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_load.options.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {}};
    event.data.ptr = this;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, m_fd, &event);
    if (::connect(m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0 &&
        errno != EINPROGRESS)
        fail(std::strerror(errno));
}

void Connection::handle(uint32_t events)
{
    if (isBroken())
        return;
    if (!m_connected && events & EPOLLOUT && !(events & EPOLLERR)) {
        m_connected = true;
        connected();
    }
    if (!isBroken() && !m_unsent.empty())
        flush();
    if (!isBroken() && events & (EPOLLIN | EPOLLHUP | EPOLLERR | EPOLLRDHUP))
        receive();
}

void Connection::startSending()
{
    for (unsigned i = 0; i < m_load.options.window; ++i)
        proceed();
}

void Connection::proceed()
{
    if (!m_load.sending || !m_sends || isBroken())
        return;
    ++m_load.posted;
    post();
}

void Connection::write(std::string_view bytes)
{
    const bool waits = !m_unsent.empty();
    m_unsent.append(bytes);
    if (!waits)
        flush();
}

void Connection::flush()
{
    const ssize_t sent = ::send(m_fd, m_unsent.data(), m_unsent.size(), MSG_NOSIGNAL);
    if (sent >= 0)
        m_unsent.erase(0, size_t(sent));
    else if (errno != EAGAIN)
        fail(std::strerror(errno));
}

void Connection::receive()
{
    static std::array<char, 262144> buffer;
    while (!isBroken()) {
        const ssize_t got = ::recv(m_fd, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0)
            return fail(got < 0 ? std::strerror(errno) : "closed by the server");
        consume({buffer.data(), size_t(got)});
        // Edge-triggered, but a short read has emptied the socket.
        if (size_t(got) < buffer.size())
            return;
    }
}

void Connection::consume(std::string_view bytes)
{
    if (m_incomplete.empty()) {
        m_incomplete.assign(bytes.substr(read(bytes)));
        return;
    }
    m_incomplete.append(bytes);
    m_incomplete.erase(0, read(m_incomplete));
}

void Connection::fail(std::string_view why)
{
    if (m_load.broken++ == 0)
        std::fprintf(stderr, "loadgen: connection lost: %.*s\n", int(why.size()), why.data());
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

} // namespace parlance::bench
