// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandbar.h"

#include "commands/commandrunner.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostButtons = 2;

} // namespace

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
        if (fits && names.size() < mostButtons && (!spec->applies || spec->applies(chosen.cells)))
            names.append(name);
    }
    const bool isSame = names == m_shown && chosen.key == m_chosen.key && m_layout->count() > 0;
    m_chosen = chosen;
    if (isSame)
        return;
    m_shown = names;
    refresh();
}

void CommandBar::refresh()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    if (m_chosen.subject == Subject::None)
        return;
    for (const QString &name : std::as_const(m_shown))
        addButton(name);
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
    QList<QWidget *> buttons;
    for (int at = 0; at < m_layout->count(); ++at) {
        if (QWidget *button = m_layout->itemAt(at)->widget())
            buttons.append(button);
    }
    if (buttons.isEmpty())
        return;
    int room = width() + theme::grid - widthOf(*buttons.takeLast());
    for (QWidget *button : std::as_const(buttons)) {
        const bool fits = widthOf(*button) <= room;
        room -= fits ? widthOf(*button) : 0;
        button->setVisible(fits);
    }
}

void CommandBar::addButton(const QString &name)
{
    const CommandSpec *spec = findSpec(name);
    auto *button = new QPushButton(icon(QString::fromLatin1(spec->icon)), titleOf(*spec), this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    const QString why = m_commands.whyNot(*spec);
    button->setEnabled(why.isEmpty());
    button->setToolTip(why.isEmpty() ? commandText(spec->explanation) : why);
    button->setAccessibleDescription(button->toolTip());
    connect(button, &QPushButton::clicked, this,
            [this, spec] { m_commands.start(*spec, m_chosen); });
    m_layout->addWidget(button);
}

void CommandBar::addMenu()
{
    auto *button = new QPushButton(icon(u"more"_s), tr("More"), this);
    button->setObjectName(u"moreCommands"_s);
    button->setAutoDefault(false);
    button->setAccessibleName(tr("All commands for %1").arg(m_chosen.name));
    auto *menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_commands.fill(*menu, m_chosen);
    });
    button->setMenu(menu);
    m_layout->addWidget(button);
}

} // namespace parlance::gui
