// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/subject.h"

#include <QStringList>
#include <QWidget>

class QHBoxLayout;

namespace parlance::gui {

class CommandRunner;

/// The buttons of an inspector: the commands that matter most for what is chosen, and a menu with
/// all of them. What the role forbids is disabled, with the reason in its tool tip.
class CommandBar : public QWidget
{
    Q_OBJECT

public:
    /// `first`: names of specs; of those that apply, the first two become buttons. `commands`
    /// outlives it.
    CommandBar(CommandRunner &commands, const QStringList &first, QWidget *parent = nullptr);

    /// Subject::None: the bar is empty.
    void setChosen(const Chosen &chosen);
    /// After the role has changed.
    void refresh();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addButton(const QString &name);
    void addMenu();
    /// Buttons that have no room are left to the menu.
    void fit();

    CommandRunner &m_commands;
    const QStringList m_first;
    Chosen m_chosen;
    /// What it shows, so that a click is not lost because a cell has changed.
    QStringList m_shown;
    QHBoxLayout *m_layout;
};

} // namespace parlance::gui
