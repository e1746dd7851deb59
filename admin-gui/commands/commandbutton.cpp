// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandbutton.h"

#include "widgets/icons.h"

namespace parlance::gui {

CommandButton::CommandButton(CommandRunner &commands, const QString &name, QWidget *parent)
    : QPushButton(parent)
    , m_commands(commands)
    , m_spec(*findSpec(name))
{
    setObjectName(name);
    setIcon(gui::icon(QString::fromLatin1(m_spec.icon)));
    setText(titleOf(m_spec));
    setAutoDefault(false);
    connect(this, &QPushButton::clicked, this,
            [this] { m_commands.start(m_spec, m_chosen, m_preset ? m_preset() : Cells()); });
    connect(&commands, &CommandRunner::accessChanged, this, &CommandButton::dress);
    dress();
}

void CommandButton::setReady(bool isReady)
{
    m_isReady = isReady;
    dress();
}

void CommandButton::dress()
{
    const QString why = m_commands.whyNot(m_spec);
    setEnabled(m_isReady && why.isEmpty());
    setToolTip(why.isEmpty() ? commandText(m_spec.explanation) : why);
    setAccessibleDescription(toolTip());
}

} // namespace parlance::gui
