// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/feed.h"
#include "pages/page.h"

class QTabWidget;

namespace parlance::gui {

class AccountsList;
class LimitsList;
class ReportsList;
class TablePage;

/// What needs a moderator: open reports and accounts that wait for approval, and what was imposed:
/// bans, mutes, suspensions, each with its end.
class ModerationPage : public Page
{
    Q_OBJECT

public:
    explicit ModerationPage(const Console &console);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    void refresh() override;
    void find() override;
    /// `text`: "room:NAME" lists the bans of a room; `key`: the id of a report.
    void open(const Place &place) override;
    /// Open reports and accounts that wait.
    QString badge() const override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

private:
    struct Part
    {
        TablePage *page;
        std::function<QString()> count;
    };

    template <class List>
    List *add(List *list);
    void watchCounts();
    void countPending();
    void updateTabs();
    void setWaiting(qint64 reports, qint64 pending);
    TablePage *current() const;

    QTabWidget *m_tabs;
    QList<Part> m_parts;
    ReportsList *m_reports;
    AccountsList *m_approvals;
    LimitsList *m_roomBans;
    /// One row, for the number of all. Cheap: nothing is read while no report changes.
    Feed m_openReports;
    QTimer m_countSoon;
    qint64 m_reportCount = 0;
    qint64 m_pendingCount = 0;
    bool m_isShown = false;
};

} // namespace parlance::gui
