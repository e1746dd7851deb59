// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandrunner.h"

#include <QPushButton>

namespace parlance::gui {

/// A button for one command, with its icon and title. While the role forbids the command it is
/// disabled, and its tool tip says why.
class CommandButton : public QPushButton
{
    Q_OBJECT

public:
    /// `name`: of a spec. `commands` outlives it.
    CommandButton(CommandRunner &commands, const QString &name, QWidget *parent = nullptr);

    void setChosen(const Chosen &chosen) { m_chosen = chosen; }
    /// Values for fields, as they are when it is clicked.
    void setPreset(const std::function<Cells()> &preset) { m_preset = preset; }
    /// Not ready, it is disabled whatever the role allows.
    void setReady(bool isReady);

private:
    void dress();

    CommandRunner &m_commands;
    const CommandSpec &m_spec;
    Chosen m_chosen;
    std::function<Cells()> m_preset;
    bool m_isReady = true;
};

} // namespace parlance::gui
