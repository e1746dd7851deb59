// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/column.h"
#include "pages/page.h"

namespace parlance::gui {

class FactSheet;
class InspectorHead;
class Tabs;

/// An inspector with tabs below its head, the first of which has the facts.
class TabbedInspector : public QWidget
{
    Q_OBJECT

protected:
    /// `first`: as of CommandBar.
    TabbedInspector(const Console &console, const QStringList &first, const Columns &facts,
                    QWidget *parent);

    void addTab(QWidget *content, const QString &title);
    /// `note`: as of InspectorHead. The facts are the cells of what is chosen.
    void present(const Chosen &chosen, const QString &note);

private:
    InspectorHead *m_head;
    Tabs *m_tabs;
    FactSheet *m_facts;
};

} // namespace parlance::gui
