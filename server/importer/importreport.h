// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <QTextStream>

namespace parlance {

/// What became of the records of an import, told as it goes: refusals and changes a line each,
/// progress now and then, a summary at the end. Holds no passwords and no texts of messages.
class ImportReport
{
public:
    enum class Kind { User, Room, Message };

    /// `out` outlives it.
    explicit ImportReport(QTextStream &out);

    void added(Kind kind);
    /// It is stored already.
    void known(Kind kind);
    /// `where`: file and line.
    void refused(Kind kind, const QString &where, const QString &why);
    void changed(const QString &where, const QString &what);
    /// The account lost its e-mail address, and goes by this user name alone.
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
