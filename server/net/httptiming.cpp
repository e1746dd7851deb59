// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpconnection.h"
#include "net/log.h"
#include "websocket/bytestream.h"

/// The time that a client has. Deadlines are not moved with every request: the one that is set runs
/// out, looks at the clock and sets itself anew. A busy connection costs no timer that way.
namespace parlance::net {

namespace {

qint64 nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

HttpConnection::Phase HttpConnection::phase() const
{
    using Parsing = http::RequestParser::State;
    switch (m_state) {
    case State::Upgrading:
        return Phase::Upgrade;
    case State::Lingering:
        return Phase::Linger;
    case State::Draining:
    case State::Gone:
        return Phase::None;
    case State::Open:
        break;
    }
    // Not the client's fault: we are not reading.
    if (!wantsRequests() || !m_rest.isEmpty())
        return Phase::None;
    if (m_parser.state() == Parsing::Head)
        return Phase::Head;
    if (m_parser.state() == Parsing::Body)
        return Phase::Body;
    if (!m_replies.isEmpty())
        return Phase::None;
    return m_requests == 0 ? Phase::FirstByte : Phase::Idle;
}

std::chrono::milliseconds HttpConnection::timeFor(Phase phase) const
{
    const ConnectionLimits &limits = m_services.limits;
    switch (phase) {
    case Phase::Idle:
        return limits.idleTime;
    case Phase::Body:
        return limits.bodyTime;
    case Phase::Linger:
        return limits.lingerTime;
    default:
        return limits.headerTime;
    }
}

void HttpConnection::watch()
{
    const Phase now = phase();
    if (now != m_phase || m_requests != m_phaseRequest) {
        m_phase = now;
        m_phaseRequest = m_requests;
        m_since = nowMs();
        m_readInPhase = 0;
    }
    if (now == Phase::None)
        return;
    const qint64 due = m_since + timeFor(now).count();
    if (m_deadline.isActive() && m_armedFor <= due)
        return;
    m_armedFor = due;
    m_deadline.start(std::chrono::milliseconds(due - nowMs()), [this] { timeUp(); });
}

void HttpConnection::timeUp()
{
    const qint64 now = nowMs();
    const bool due = m_phase != Phase::None && now >= m_since + timeFor(m_phase).count();
    if (due && m_phase == Phase::Body && m_readInPhase >= m_services.limits.bodyProgress) {
        m_since = now;
        m_readInPhase = 0;
    } else if (due && (m_phase == Phase::Head || m_phase == Phase::Body)) {
        reject({408, "The request took too long"});
        return;
    } else if (due && m_phase == Phase::Linger) {
        drop("does not hang up");
        return;
    } else if (due && m_phase == Phase::Upgrade) {
        reject({503, "The WebSocket could not be opened in time"});
        return;
    } else if (due) {
        shutDown();
        return;
    }
    watch();
}

void HttpConnection::watchWriting()
{
    if (unsentBytes(*m_socket) == 0 || m_writeDeadline.isActive())
        return;
    m_writtenAtCheck = m_queuedBytes - unsentBytes(*m_socket);
    m_writeDeadline.start(m_services.limits.writeTime, [this] {
        const qint64 unsent = unsentBytes(*m_socket);
        // Encryption adds bytes, and what it has added is not written.
        if (unsent > 0 && m_queuedBytes - unsent <= m_writtenAtCheck)
            drop("does not read its answers");
        else
            watchWriting();
    });
}

void HttpConnection::drop(const char *reason)
{
    qCDebug(lcNet, "Connection dropped: it %s", reason);
    // Ends in lost().
    m_socket->abort();
}

} // namespace parlance::net
