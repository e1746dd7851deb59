// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

#include <QFrame>

#include <vector>

class QListWidget;
class QToolButton;

namespace parlance::gui {

/// The left edge: the pages with their icons and badges. Collapsed, it shows the icons only.
class Navigation : public QFrame
{
    Q_OBJECT

public:
    /// The pages outlive it.
    explicit Navigation(const std::vector<Page *> &pages, QWidget *parent = nullptr);

    void setCurrent(const Page *page);
    /// Pages that the role forbids are shown, but cannot be chosen.
    void updateAccess();
    bool isCollapsed() const { return m_isCollapsed; }
    void setCollapsed(bool isCollapsed);

Q_SIGNALS:
    void chosen(parlance::gui::Page *page);

private:
    void updateBadge(int row);

    const std::vector<Page *> m_pages;
    QListWidget *m_list;
    QToolButton *m_collapse;
    bool m_isCollapsed = false;
};

} // namespace parlance::gui
