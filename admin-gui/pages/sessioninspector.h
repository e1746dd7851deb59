// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/subject.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace parlance::gui {

class CommandBar;
class CommandRunner;
class FactSheet;
class FlightRecorder;
class ServerLink;

/// At the right of the sessions: the selected connection's details, what can be done with it, and
/// its flight recorder. A connection that has ended stays, with the reason why.
class SessionInspector : public QWidget
{
    Q_OBJECT

public:
    /// Both outlive it.
    SessionInspector(ServerLink &link, CommandRunner &commands, QWidget *parent = nullptr);

    /// `key` empty: none. `chosen` has no cells while the row is not loaded.
    void showConnection(const QString &key, const Chosen &chosen, bool isThere);
    void refresh();

Q_SIGNALS:
    void userWanted(const QString &username);

private:
    void setDetails(const Cells &cells);
    void takeEnd(const Cells &connection);
    void updateState();

    QLabel *m_name;
    QLabel *m_state;
    QPushButton *m_user;
    FactSheet *m_facts;
    CommandBar *m_commands;
    FlightRecorder *m_recorder;
    QString m_key;
    Chosen m_chosen;
    bool m_isThere = false;
    /// Why and when it has ended, as the recorder knows it.
    QString m_end;
};

} // namespace parlance::gui
