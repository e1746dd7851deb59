// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/subject.h"
#include "pages/commandlist.h"
#include "pages/page.h"

#include <QTimer>

class QLabel;
class QPushButton;

namespace parlance::gui {

class TableView;

/// A table of what a command answers, for inspectors: the sessions of a user, the bans of a room.
/// It asks whenever it comes to be seen, while it is seen after each command that has been run and
/// each reconnection, and for further pages by a button.
class AnswerTable : public QWidget
{
    Q_OBJECT

public:
    struct Source
    {
        CommandList::Source list = {};
        Columns columns = {};
        /// What the commands of its menu act on; Subject::None: it has no menu.
        Subject subject = Subject::None;
        /// The cell with the entry's name for the operator.
        const char *name = "username";
        /// Instead of an empty table: QT_TRANSLATE_NOOP("AnswerTables", "No sessions.").
        const char *emptyText = "";
    };

    AnswerTable(const Console &console, Source source, QWidget *parent = nullptr);

    /// What is asked; empty: nothing, and the table is empty.
    void setArguments(const Cells &arguments);
    /// Shows nothing and asks nothing, until setArguments().
    void clear() { setArguments({}); }
    void reload();

    int rows() const { return model().rowCount(); }
    TableView &table() { return *m_table; }
    ListModel &model() { return m_list.model(); }
    const ListModel &model() const { return m_list.model(); }
    /// Of the selected row; nullptr: there is none.
    const Record *selected() const;

Q_SIGNALS:
    void selectedChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void ask();
    void updateList();
    Chosen chosenOf(const Record &record) const;
    void showMenu(const QPoint &position);
    bool runByKey(const QKeySequence &keys);
    QString stateText() const;
    void say(const QString &text);

    const Console m_console;
    const Source m_source;
    CommandList m_list;
    TableView *m_table;
    QLabel *m_text;
    QPushButton *m_more;
    QTimer m_soon;
    Cells m_arguments;
};

} // namespace parlance::gui
