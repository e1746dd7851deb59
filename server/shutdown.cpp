// SPDX-License-Identifier: GPL-3.0-or-later
#include "shutdown.h"

#include "logging.h"

#include <QCoreApplication>

namespace parlance {

using namespace std::chrono_literals;

namespace {

// SIGTERM must end the server within 5 s, or within 8 s if many calls are left, which is less than
// supervisors wait. Connections still open then are dropped.
constexpr auto finishTime = 2s;
constexpr int mostWaits = 3;
constexpr auto closeTime = 2s;

} // namespace

Shutdown::Shutdown(Core &core, Network &network)
    : m_core(core)
    , m_network(network)
    , m_deadline(core.timers)
{
}

void Shutdown::begin()
{
    if (std::exchange(m_begun, true))
        return;
    qCInfo(lcServer, "stopping");
    m_network.stopListening();
    m_core.logs.stop();
    // Everything received so far is executed and answered first. A blocked disk must not delay the
    // end.
    waitForCalls(m_core.gateway.answered(), mostWaits);
    m_core.gateway.finishCalls([this] {
        // Calls received over REST are ahead of this in the writer's queue.
        m_core.store.ping([this](const Result<void> &) { closeConnections(); });
    });
}

// Waits longer as long as calls are being answered.
void Shutdown::waitForCalls(quint64 answered, int waits)
{
    m_deadline.start(finishTime, [this, answered, waits] {
        const quint64 now = m_core.gateway.answered();
        const bool isAtWork = now != answered && !m_core.gateway.isIdle();
        if (isAtWork && waits > 1)
            waitForCalls(now, waits - 1);
        else
            closeConnections();
    });
}

void Shutdown::closeConnections()
{
    if (std::exchange(m_closing, true))
        return;
    m_deadline.start(closeTime, [] { QCoreApplication::quit(); });
    m_network.closeConnections([] { QCoreApplication::quit(); });
}

} // namespace parlance
