// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/serverlink.h"
#include "models/listmodel.h"

namespace parlance::gui {

/// What a command of the server lists, as "bans.list", in a model. The server answers in pages; the
/// first is read, and further ones when they are wanted. Reads only.
class CommandList : public QObject
{
    Q_OBJECT

public:
    struct Source
    {
        /// "bans.list"
        QString command = {};
        /// The cells whose values together are unique. Without them, "id".
        QStringList key = {};
        /// The argument that a page's "next" goes into.
        QString cursor = QStringLiteral("after");
        /// Rows a page; 0: the command has no pages.
        int limit = 200;
        /// Of the answer: the list.
        QString items = QStringLiteral("items");
        /// For commands without the filter that is needed: an argument that is not sent, but must
        /// be the cell of the same name of each row. Some pages are looked through at once.
        QString belongsTo = {};
        /// Changes what is kept of a row; nullptr: nothing.
        void (*adjust)(Cells &row) = nullptr;
    };

    /// `link` outlives it.
    CommandList(ServerLink &link, Source source, Columns columns, QObject *parent = nullptr);

    ListModel &model() { return m_model; }
    const ListModel &model() const { return m_model; }
    /// Whether the account may read it, as far as is known.
    bool isAllowed() const { return m_link.mayRun(m_source.command); }
    const Cells &arguments() const { return m_arguments; }
    /// Filters. Other ones read it again, from its beginning.
    void setArguments(const Cells &arguments);

    /// Reads it now, and again after each reconnection. Not active, it keeps what it has.
    void setActive(bool isActive);
    bool isActive() const { return m_isActive; }
    /// As many rows as there are now, again. What was there stays until the answer comes.
    void refresh();
    /// Forgets the rows, and drops the answer that may be on its way.
    void clear();
    /// The next page. Nothing while hasMore() is false.
    void loadMore();

    bool isLoading() const { return m_isLoading; }
    /// Whether an answer to these arguments has come.
    bool isLoaded() const { return m_isLoaded; }
    bool hasMore() const { return !m_next.isEmpty(); }
    /// Why the last answer was none.
    const Problem &problem() const { return m_problem; }
    /// How many there are: "3", "200+"; empty: unknown.
    QString countText() const;

    /// All pages from the beginning, one after the other, as for a file; the model stays as it is.
    /// `page` answers whether to go on. `end` is called once, unless `context` is destroyed.
    void readAll(QObject *context, std::function<bool(const QList<Record> &)> page,
                 std::function<void(const Problem &)> end);

Q_SIGNALS:
    /// Rows, isLoading(), hasMore() or problem() may be new.
    void changed();

private:
    struct Reading;

    void read(const QString &after);
    void take(const Reply &reply, bool isFirst);
    /// Whether the next page is wanted at once.
    bool addPage(const Reply &reply, bool isFirst);
    void readNext(const std::shared_ptr<Reading> &reading, const QString &after);
    Cells argumentsOf(const QString &after) const;
    QList<Record> recordsOf(const Reply &reply) const;
    bool belongs(const Cells &cells) const;
    QString keyOf(const Cells &cells, int number) const;

    ServerLink &m_link;
    const Source m_source;
    ListModel m_model;
    Cells m_arguments;
    Problem m_problem;
    QString m_next;
    /// What a refresh has read so far of the rows that were there.
    QList<Record> m_read;
    int m_wanted = 0;
    /// That have been read since the beginning.
    int m_pages = 0;
    bool m_isReplacing = false;
    /// Answers to earlier questions are dropped.
    quint64 m_question = 0;
    bool m_isActive = false;
    bool m_isLoading = false;
    bool m_isLoaded = false;
};

} // namespace parlance::gui
