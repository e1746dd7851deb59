// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/exchange.h"

#include <utility>

namespace parlance::http {

Exchange::Exchange(Request request, Send send)
    : m_request(std::move(request))
    , m_send(std::move(send))
{
}

Exchange::~Exchange()
{
    if (m_send)
        send(nullptr);
}

void Exchange::reply(const Response &response)
{
    send(&response);
}

void Exchange::send(const Response *response)
{
    // Both are moved out first, because the functions they call may call this exchange again.
    const Send sender = std::exchange(m_send, nullptr);
    const auto aborted = std::exchange(m_aborted, nullptr);
    if (sender)
        sender(response);
}

void Exchange::abort()
{
    if (!m_send)
        return;
    m_send = nullptr;
    if (const auto aborted = std::exchange(m_aborted, nullptr))
        aborted();
}

} // namespace parlance::http
