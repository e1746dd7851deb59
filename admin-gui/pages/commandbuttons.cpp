// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/commandbuttons.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QGridLayout>
#include <QPushButton>

namespace parlance::gui {

CommandButtons::CommandButtons(CommandRunner &commands, const QStringList &names, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::grid);
    for (const QString &name : names) {
        const CommandSpec *spec = findSpec(name);
        if (!spec)
            continue;
        auto *button =
            new QPushButton(icon(QString::fromLatin1(spec->icon)), commandText(spec->title), this);
        button->setObjectName(name);
        const int count = int(m_entries.size());
        layout->addWidget(button, count / 2, count % 2);
        m_entries.push_back({spec, button});
        connect(button, &QPushButton::clicked, this,
                [this, spec] { m_commands.start(*spec, m_chosen); });
    }
    setChosen({});
}

void CommandButtons::setChosen(const Chosen &chosen)
{
    m_chosen = chosen;
    for (const Entry &each : m_entries) {
        const bool isThere = !chosen.key.isEmpty();
        each.button->setEnabled(isThere && m_commands.isOffered(*each.spec, chosen));
        const QString reason = m_commands.whyNot(*each.spec);
        each.button->setToolTip(reason.isEmpty() ? commandText(each.spec->explanation) : reason);
        each.button->setAccessibleDescription(each.button->toolTip());
    }
}

} // namespace parlance::gui
