// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/serverlink.h"
#include "models/vitals.h"

#include <QFrame>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace parlance::gui {

/// The top edge: which server, whether the link is alive, the two figures that matter, the search,
/// and what the account may do.
class TopBar : public QFrame
{
    Q_OBJECT

public:
    /// Both outlive it.
    TopBar(ServerLink &link, Vitals &vitals, QWidget *parent = nullptr);

    /// Of the button at the right; it outlives the bar.
    void setMenu(QMenu *menu);

Q_SIGNALS:
    void searchWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void updateLink();
    void updateVitals();
    void updateRole();

    ServerLink &m_link;
    Vitals &m_vitals;
    QLabel *m_server;
    QLabel *m_linkIcon;
    QLabel *m_linkWord;
    QLabel *m_online;
    QLabel *m_p95;
    QPushButton *m_search;
    QLabel *m_role;
    QToolButton *m_menu;
};

} // namespace parlance::gui
