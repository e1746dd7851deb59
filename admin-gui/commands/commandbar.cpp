// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandbar.h"

#include "commands/commandbutton.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;

CommandBar::CommandBar(CommandRunner &commands, const QStringList &first, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_first(first)
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(theme::grid);
    // It may be narrower than its buttons: then some are in the menu only.
    setMinimumWidth(1);
}

void CommandBar::setChosen(const Chosen &chosen)
{
    QStringList names;
    for (const QString &name : m_first) {
        const CommandSpec *spec = findSpec(name);
        const bool fits = spec && spec->subject == chosen.subject;
        if (fits && names.size() < m_most && (!spec->applies || spec->applies(chosen.cells)))
            names.append(name);
    }
    const bool isSame = names == m_shown && chosen.key == m_chosen.key && m_layout->count() > 0;
    m_chosen = chosen;
    for (CommandButton *button : std::as_const(m_buttons))
        button->setChosen(chosen);
    if (isSame)
        return;
    m_shown = names;
    rebuild();
}

void CommandBar::rebuild()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_buttons.clear();
    m_more = nullptr;
    if (m_chosen.subject == Subject::None)
        return;
    for (const QString &name : std::as_const(m_shown)) {
        auto *button = new CommandButton(m_commands, name, this);
        button->setChosen(m_chosen);
        m_buttons.append(button);
        m_layout->addWidget(button);
    }
    addMenu();
    m_layout->addStretch();
    fit();
}

void CommandBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void CommandBar::fit()
{
    const auto widthOf = [](const QWidget &button) {
        return button.sizeHint().width() + theme::grid;
    };
    if (!m_more)
        return;
    int room = width() + theme::grid - widthOf(*m_more);
    for (QWidget *button : std::as_const(m_buttons)) {
        const bool fits = widthOf(*button) <= room;
        room -= fits ? widthOf(*button) : 0;
        button->setVisible(fits);
    }
}

void CommandBar::addMenu()
{
    m_more = new QPushButton(icon(u"more"_s), tr("More"), this);
    m_more->setObjectName(u"moreCommands"_s);
    m_more->setAutoDefault(false);
    m_more->setAccessibleName(tr("All commands for %1").arg(m_chosen.name));
    auto *menu = new QMenu(m_more);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_commands.fill(*menu, m_chosen);
    });
    m_more->setMenu(menu);
    m_layout->addWidget(m_more);
}

} // namespace parlance::gui
