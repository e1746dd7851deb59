// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plotboard.h"

#include <algorithm>

namespace parlance::gui {

namespace {

constexpr qint64 shortestSpanMs = 1000;

} // namespace

void PlotBoard::setWhole(const TimeSpan &span)
{
    if (m_whole == span)
        return;
    m_whole = span;
    // What was zoomed into has gone by.
    if (m_zoom && m_zoom->to <= span.from)
        m_zoom.reset();
    Q_EMIT spanChanged();
}

void PlotBoard::zoom(const TimeSpan &span)
{
    const TimeSpan within{std::max(span.from, m_whole.from), std::min(span.to, m_whole.to)};
    if (within.length() < shortestSpanMs)
        return;
    m_zoom = within;
    Q_EMIT spanChanged();
}

void PlotBoard::showWhole()
{
    if (!m_zoom)
        return;
    m_zoom.reset();
    Q_EMIT spanChanged();
}

void PlotBoard::setHover(std::optional<qint64> time)
{
    if (m_hover == time)
        return;
    m_hover = time;
    Q_EMIT hoverChanged();
}

} // namespace parlance::gui
