// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/callorder.h"

namespace parlance {

void CallOrder::add(Effect effect, Start start)
{
    m_waiting.push_back({effect, std::move(start)});
    startWaiting();
}

void CallOrder::addFirst(std::vector<Start> starts)
{
    for (auto start = starts.rbegin(); start != starts.rend(); ++start)
        m_waiting.push_front({Effect::Write, std::move(*start)});
}

void CallOrder::finished()
{
    --m_running;
    startWaiting();
}

bool CallOrder::mayStart(Effect effect) const
{
    return m_running == 0 || (m_runningEffect == effect && effect != Effect::Alone);
}

void CallOrder::startWaiting()
{
    // A call that is answered inside start() must not start the next one recursively.
    while (!m_starting && !m_waiting.empty()) {
        Waiting &next = m_waiting.front();
        const Effect effect = m_oneAtATime ? Effect::Alone : next.effect;
        if (!mayStart(effect))
            return;
        const Start start = std::move(next.start);
        m_runningEffect = effect;
        m_waiting.pop_front();
        ++m_running;
        m_starting = true;
        start();
        m_starting = false;
    }
}

} // namespace parlance
