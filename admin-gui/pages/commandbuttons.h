// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandrunner.h"

#include <QWidget>

class QPushButton;

namespace parlance::gui {

/// Buttons of some commands for what is chosen, two in a row, for inspectors. What the role forbids
/// or what makes no sense now is disabled, and its tool tip says why.
class CommandButtons : public QWidget
{
    Q_OBJECT

public:
    /// `names`: of the specs. `commands` outlives it.
    CommandButtons(CommandRunner &commands, const QStringList &names, QWidget *parent = nullptr);

    void setChosen(const Chosen &chosen);

private:
    struct Entry
    {
        const CommandSpec *spec;
        QPushButton *button;
    };

    CommandRunner &m_commands;
    Chosen m_chosen;
    std::vector<Entry> m_entries;
};

} // namespace parlance::gui
