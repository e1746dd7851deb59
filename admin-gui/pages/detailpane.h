// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/column.h"
#include "pages/page.h"

class QFrame;
class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace parlance::gui {

class FactSheet;
class InspectorHead;

/// An inspector: what is selected, its commands (with the reason where the role forbids them), a
/// text, facts, and where to go from there.
class DetailPane : public QWidget
{
    Q_OBJECT

public:
    /// `first`: as of CommandBar.
    DetailPane(const Console &console, const QStringList &first, const Columns &facts,
               QWidget *parent = nullptr);

    void show(const Chosen &chosen, const QString &note, const Cells &facts);
    /// As somebody wrote it; empty: none.
    void setText(const QString &text);
    /// A button each: its text, and where it leads.
    void setPlaces(const QList<std::pair<QString, Place>> &places);
    /// Below the facts; it becomes a child.
    void addWidget(QWidget *widget);

Q_SIGNALS:
    void wanted(const parlance::gui::Place &place);

private:
    void build(const Columns &facts);
    void explainRole();

    const Console m_console;
    const QStringList m_first;
    Chosen m_chosen;
    QList<std::pair<QString, Place>> m_shownPlaces;
    InspectorHead *m_head;
    QLabel *m_role;
    QLabel *m_text;
    QFrame *m_quote;
    QWidget *m_places;
    FactSheet *m_facts;
    QVBoxLayout *m_content;
};

} // namespace parlance::gui
