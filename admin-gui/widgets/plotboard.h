// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

namespace parlance::gui {

/// A stretch of time, in milliseconds since 1970.
struct TimeSpan
{
    qint64 from = 0;
    qint64 to = 0;

    qint64 length() const { return to - from; }
    friend bool operator==(const TimeSpan &, const TimeSpan &) = default;
};

/// What the plots of a board have in common: the stretch that is shown, the zoom, and where the
/// cross-hair is.
class PlotBoard : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// All that there is to see.
    void setWhole(const TimeSpan &span);
    /// At least a second; within the whole.
    void zoom(const TimeSpan &span);
    void showWhole();
    bool isZoomed() const { return m_zoom.has_value(); }
    TimeSpan shown() const { return m_zoom.value_or(m_whole); }

    /// Milliseconds since 1970; empty: the cross-hair is nowhere.
    std::optional<qint64> hover() const { return m_hover; }
    void setHover(std::optional<qint64> time);

Q_SIGNALS:
    void spanChanged();
    void hoverChanged();

private:
    TimeSpan m_whole;
    std::optional<TimeSpan> m_zoom;
    std::optional<qint64> m_hover;
};

} // namespace parlance::gui
