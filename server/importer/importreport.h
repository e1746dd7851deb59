// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <QTextStream>

namespace parlance {

/// The report of an import, written while it runs: a line for each refusal and change, progress
/// from time to time, a summary at the end. Contains no passwords and no message texts.
class ImportReport
{
public:
    enum class Kind { User, Room, Message };

    /// `out` outlives it.
    explicit ImportReport(QTextStream &out);

    void added(Kind kind);
    /// The record is stored already.
    void known(Kind kind);
    /// `where`: file and line.
    void refused(Kind kind, const QString &where, const QString &why);
    void changed(const QString &where, const QString &what);
    /// The account lost its e-mail address, and can only log in with this user name.
    void withoutEmail(const QString &where, const QString &username, const QString &why);
    void say(const QString &line);
    void summarize(bool dryRun);

    qint64 refusedCount() const;

private:
    struct Count
    {
        qint64 added = 0;
        qint64 known = 0;
        qint64 refused = 0;
    };

    Count &countOf(Kind kind) { return m_counts[int(kind)]; }
    void progress();

    QTextStream &m_out;
    Count m_counts[3];
    qint64 m_records = 0;
    qint64 m_changed = 0;
    qint64 m_withoutEmail = 0;
    QElapsedTimer m_clock;
    qint64 m_toldAt = 0;
};

} // namespace parlance
