// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/subject.h"

#include <QStringList>
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace parlance::gui {

class CommandButton;
class CommandRunner;

/// The buttons of an inspector: the commands that matter most for what is chosen, and a menu with
/// all of them.
class CommandBar : public QWidget
{
    Q_OBJECT

public:
    /// `first`: names of specs; of those that apply, the first ones become buttons. `commands`
    /// outlives it.
    CommandBar(CommandRunner &commands, const QStringList &first, QWidget *parent = nullptr);

    /// Subject::None: the bar is empty.
    void setChosen(const Chosen &chosen);
    /// How many become buttons, where there is room; two.
    void setMost(int most) { m_most = most; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void addMenu();
    /// Buttons that have no room are left to the menu.
    void fit();

    CommandRunner &m_commands;
    const QStringList m_first;
    int m_most = 2;
    Chosen m_chosen;
    /// What it shows, so that a click is not lost because a cell has changed.
    QStringList m_shown;
    QList<CommandButton *> m_buttons;
    QPushButton *m_more = nullptr;
    QHBoxLayout *m_layout;
};

} // namespace parlance::gui
