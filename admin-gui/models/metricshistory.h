// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/feed.h"

#include <QTimer>

#include <map>
#include <vector>

namespace parlance::gui {

/// The server's metrics over the last minute, hour or day, kept up to date, and their present
/// figures. What was before the link broke is kept; the time in between is a gap that the server's
/// own history fills.
class MetricsHistory : public QObject
{
    Q_OBJECT

public:
    enum class Stretch { Minute, Hour, Day };

    /// `link` outlives it.
    explicit MetricsHistory(ServerLink &link, QObject *parent = nullptr);

    void setActive(bool isActive);
    void setStretch(Stretch stretch);
    Stretch stretch() const { return m_stretch; }
    /// Asks anew.
    void refresh();

    /// Of the stretch and of its points, in milliseconds.
    qint64 lengthMs() const;
    qint64 stepMs() const;

    /// Milliseconds since 1970, ascending.
    std::vector<qint64> times() const;
    /// As long as times(); NaN: nothing was measured. `name` as the server calls it:
    /// "deliveryP95Ms".
    std::vector<double> series(const QString &name) const;
    /// The last minute's values, whatever the stretch is.
    std::vector<double> lastMinute(const QString &name) const;
    /// The answer of the command "metrics"; empty: none has come.
    const Cells &figures() const { return m_figures; }

Q_SIGNALS:
    /// times() and series().
    void changed();
    /// lastMinute(), once a second.
    void minuteChanged();
    void figuresChanged();
    void refused(const parlance::gui::Problem &problem);

private:
    using Sample = std::map<QString, double>;
    /// By the second since 1970.
    using Samples = std::map<qint64, Sample>;

    void take(const EntryChanges &changes);
    void ask();
    void take(const Cells &figures, Stretch stretch);
    const Samples &samples() const;

    ServerLink &m_link;
    Feed m_feed;
    QTimer m_timer;
    QTimer m_changedSoon;
    Stretch m_stretch = Stretch::Minute;
    Samples m_seconds;
    Samples m_coarse;
    Cells m_figures;
    int m_questions = 0;
};

} // namespace parlance::gui
