// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/problem.h"
#include "link/records.h"
#include "models/column.h"

#include <QObject>
#include <QSaveFile>

#include <functional>

class QWidget;

namespace parlance::gui {

/// Rows that are saved in a file: CSV for spreadsheets, or lines of text. It is written piece by
/// piece, so that the window goes on, and is there when all of it is. Deletes itself at the end.
class RecordsFile : public QObject
{
    Q_OBJECT

public:
    using LineOf = std::function<QString(const Record &)>;

    /// CSV with the names of the cells in its first line, times in UTC. Texts that spreadsheets
    /// would take for formulas get an apostrophe.
    static RecordsFile *csv(const QString &path, const Columns &columns, QObject *parent);
    /// A line a record. `first`: the first line; may be empty.
    RecordsFile(const QString &path, const QString &first, LineOf lineOf, QObject *parent);

    /// Writes them now. Whether it worked.
    bool write(const QList<Record> &records);
    /// All records of a list, a few hundred at a time; then it ends.
    void writeAll(const QList<Record> &records);
    qint64 written() const { return m_written; }
    /// Keeps the file, or with a problem drops it.
    void end(const Problem &problem = {});

    /// Asks for a path. `name`: the suggestion, as "traffic.csv".
    static void ask(QWidget *parent, const QString &title, const QString &name,
                    std::function<void(const QString &path)> chosen);
    /// What the operator is told at the end.
    static QString outcome(const Problem &problem, const QString &path);

Q_SIGNALS:
    /// No problem: it is saved.
    void finished(const parlance::gui::Problem &problem);

private:
    void writeSome();

    QSaveFile m_file;
    const LineOf m_lineOf;
    QList<Record> m_records;
    qsizetype m_next = 0;
    qint64 m_written = 0;
    bool m_isBroken = false;
};

} // namespace parlance::gui
