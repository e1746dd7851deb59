// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/serverlink.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;
class QToolButton;

namespace parlance::gui {

/// What a connection has done lately, the newest first, and whether it recovered what it had
/// missed. It asks again every few seconds while it can be seen.
class FlightRecorder : public QWidget
{
    Q_OBJECT

public:
    /// `link` outlives it.
    explicit FlightRecorder(ServerLink &link, QWidget *parent = nullptr);

    /// The key of a connection, open or ended; empty: none.
    void setConnection(const QString &key);
    void refresh();

Q_SIGNALS:
    /// The connection's cells as the recorder has them, with "endedAt" and "end".
    void connectionKnown(const parlance::gui::Cells &connection);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void ask(const QString &before);
    void take(const Reply &reply, bool isFirst);
    void takeConnection(const Cells &connection);
    void addEntries(const QList<Cells> &entries, bool isFirst);
    void updateRecovery();

    ServerLink &m_link;
    QLabel *m_recovery;
    QListWidget *m_list;
    QLabel *m_note;
    QToolButton *m_more;
    QTimer m_timer;
    QString m_key;
    QString m_next;
    /// Of the newest entry that is shown.
    qint64 m_newest = 0;
    /// The latest "recovered" or "not_recovered"; empty: there is none.
    Cells m_recoveryEntry;
};

} // namespace parlance::gui
