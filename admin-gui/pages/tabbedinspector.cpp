// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/tabbedinspector.h"

#include "pages/factsheet.h"
#include "pages/inspectorhead.h"
#include "pages/tablepageparts.h"
#include "widgets/tabs.h"
#include "widgets/theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace parlance::gui {

TabbedInspector::TabbedInspector(const Console &console, const QStringList &first,
                                 const Columns &facts, QWidget *parent)
    : QWidget(parent)
    , m_head(new InspectorHead(console.commands, first))
    , m_tabs(new Tabs(this))
    , m_facts(new FactSheet(facts))
{
    setMinimumWidth(44 * theme::grid);
    addTab(tableparts::scrolling(m_facts), tr("Details"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, theme::grid);
    layout->setSpacing(2 * theme::grid);
    layout->addWidget(m_head);
    layout->addWidget(m_tabs, 1);
}

void TabbedInspector::addTab(QWidget *content, const QString &title)
{
    m_tabs->addTab(content, title);
}

void TabbedInspector::present(const Chosen &chosen, const QString &note)
{
    m_head->show(chosen, note);
    m_facts->setCells(chosen.cells);
}

} // namespace parlance::gui
