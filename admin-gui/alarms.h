// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/vitals.h"

#include <QObject>
#include <QSystemTrayIcon>

namespace parlance::gui {

/// Tells the operator, also while the console is behind other windows, that something needs them:
/// the server is gone, the disk is nearly full, the storage fails, many log-ins are refused. Each
/// once, and again after it was well in between.
class Alarms : public QObject
{
    Q_OBJECT

public:
    enum class Kind { ServerDown, DiskLow, StorageFails, LogInsRefused };

    /// Both outlive it.
    Alarms(ServerLink &link, Vitals &vitals, QObject *parent = nullptr);

    /// Also shows a notification of the desktop, where there is a tray.
    void setTray(QSystemTrayIcon *tray) { m_tray = tray; }

Q_SIGNALS:
    void raised(parlance::gui::Alarms::Kind kind, const QString &title, const QString &text);
    /// The operator has clicked the notification.
    void opened();

private:
    void watchLink();
    void watchVitals();
    void set(Kind kind, bool isOn, const QString &title, const QString &text);

    ServerLink &m_link;
    Vitals &m_vitals;
    QPointer<QSystemTrayIcon> m_tray;
    QTimer m_downSince;
    bool m_wasOnline = false;
    QSet<int> m_on;
};

} // namespace parlance::gui
