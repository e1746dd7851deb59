// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/serverlink.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace parlance::gui {

/// While the link is down: since when what is shown is old, why, and when the next attempt is.
class LinkBanner : public QFrame
{
    Q_OBJECT

public:
    /// `link` outlives it.
    explicit LinkBanner(ServerLink &link, QWidget *parent = nullptr);

    /// Shows or hides it, and counts down.
    void update();

Q_SIGNALS:
    /// The link has failed for good: the operator wants to log in again.
    void connectWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ServerLink &m_link;
    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_next;
    QPushButton *m_retry;
    QTimer m_ticks;
};

} // namespace parlance::gui
