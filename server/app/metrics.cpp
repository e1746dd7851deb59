// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/metrics.h"

namespace parlance {

using namespace std::chrono_literals;

namespace {

constexpr auto markInterval = 10s;
constexpr auto window = 60s;
/// Less tells nothing about a rate.
constexpr auto shortest = 250ms;

} // namespace

Metrics::Metrics(Clock clock, SteadyClock steady)
    : m_clock(std::move(clock))
    , m_steady(std::move(steady))
{
}

void Metrics::setSource(Source source)
{
    m_source = std::move(source);
    m_last = {m_steady(), m_source.totals()};
    m_marks = {m_last};
}

std::chrono::milliseconds Metrics::sample()
{
    const Timestamp wall = m_clock();
    const Mark now{m_steady(), m_source.totals()};
    if (now.at - m_last.at >= shortest) {
        m_latest = sampleBetween(m_last.totals, now.totals, now.at - m_last.at);
        m_history.add(wall, *m_latest);
        m_latestSecond = std::chrono::floor<std::chrono::seconds>(wall).time_since_epoch().count();
        m_last = now;
    }
    if (now.at - m_marks.back().at >= markInterval)
        m_marks.push_back(now);
    while (m_marks.size() > 1 && now.at - m_marks[1].at >= window)
        m_marks.pop_front();
    const auto next = 1000ms - (wall.time_since_epoch() + 500ms) % 1000ms;
    return next < shortest ? next + 1000ms : next;
}

} // namespace parlance
