// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/subject.h"
#include "models/listmodel.h"
#include "pages/page.h"

#include <QTimer>

class QLabel;
class QPushButton;

namespace parlance::gui {

class TableView;

/// A table of what a command answers, for inspectors: the sessions of a user, the bans of a room.
/// It asks when it is seen, again after a command has been run, and for further pages by a button.
class AnswerTable : public QWidget
{
    Q_OBJECT

public:
    struct Source
    {
        /// "sessions.list"
        const char *command = "";
        Columns columns = {};
        /// Cells whose values together are the key of an entry.
        std::vector<const char *> key = {"id"};
        /// What the commands of its menu act on; Subject::None: it has no menu.
        Subject subject = Subject::None;
        /// The cell with the entry's name for the operator.
        const char *name = "username";
        /// The argument for the next page: "after" or "before".
        const char *next = "after";
        /// Instead of an empty table: QT_TRANSLATE_NOOP("AnswerTables", "No sessions.").
        const char *emptyText = "";
        /// For commands without the filter that is needed: an argument that is not sent, but must
        /// be the cell of the same name of each entry that is shown.
        const char *belongsTo = "";
        /// Changes what is shown of an entry; nullptr: nothing.
        void (*adjust)(Cells &entry) = nullptr;
    };

    AnswerTable(const Console &console, Source source, QWidget *parent = nullptr);

    /// What is asked; empty: nothing, and the table is empty.
    void setArguments(const Cells &arguments);
    /// Shows nothing and asks nothing, until setArguments().
    void clear() { setArguments({}); }
    void reload();

    int rows() const { return m_model.rowCount(); }
    TableView &table() { return *m_table; }
    ListModel &model() { return m_model; }
    /// Of the selected row; nullptr: there is none.
    const Record *selected() const;

Q_SIGNALS:
    void loaded();
    void selectedChanged();

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void load(const QString &next);
    void take(const Reply &reply, bool isFirst);
    bool belongs(const Cells &entry) const;
    Record recordOf(const Cells &entry) const;
    Chosen chosenOf(const Record &record) const;
    void showMenu(const QPoint &position);
    bool runByKey(const QKeySequence &keys);
    void say(const QString &text);

    const Console m_console;
    const Source m_source;
    ListModel m_model;
    TableView *m_table;
    QLabel *m_text;
    QPushButton *m_more;
    QTimer m_soon;
    Cells m_arguments;
    QString m_next;
    /// That the table holds.
    int m_pages = 0;
    /// Answers to earlier questions are dropped.
    int m_question = 0;
    bool m_isStale = false;
};

} // namespace parlance::gui
