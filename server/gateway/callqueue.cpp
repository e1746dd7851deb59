// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/callqueue.h"

#include "gateway/socketcalls.h"

namespace parlance {

CallQueue::CallQueue(SocketCalls &calls, SocketEntry &entry)
    : parked(calls.timers(), calls.budget(), calls.roomPatience(),
             [this](std::vector<ReadCall> late) {
                 const SocketEntryPtr self = m_entry.shared_from_this();
                 for (ReadCall &read : late)
                     m_calls.refuse(self, std::move(read), m_calls.notInRoom());
             })
    , m_calls(calls)
    , m_entry(entry)
{
}

QString CallQueue::allowanceKey() const
{
    return Admission::bucketKey(RateClass::Socket, m_entry.caller);
}

std::optional<std::chrono::milliseconds> CallQueue::takeTurn()
{
    return m_calls.takeTurn(m_entry);
}

void CallQueue::proceed(ReadCall read)
{
    parked.restartTimeout();
    m_calls.proceed(m_entry.shared_from_this(), std::move(read));
}

void CallQueue::expire(ReadCall read)
{
    m_calls.refuse(m_entry.shared_from_this(), std::move(read),
                   Error::retryLater(ErrorCode::RateLimited, std::chrono::seconds(1)));
}

} // namespace parlance
