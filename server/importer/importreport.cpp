// SPDX-License-Identifier: GPL-3.0-or-later
#include "importer/importreport.h"

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 progressMs = 2000;
/// Reading the clock is more expensive than counting.
constexpr qint64 recordsBetweenLooks = 1024;

QString nameOf(ImportReport::Kind kind)
{
    switch (kind) {
    case ImportReport::Kind::User:
        return u"user"_s;
    case ImportReport::Kind::Room:
        return u"room"_s;
    case ImportReport::Kind::Message:
        return u"message"_s;
    }
    return {};
}

} // namespace

ImportReport::ImportReport(QTextStream &out)
    : m_out(out)
{
    m_clock.start();
}

void ImportReport::added(Kind kind)
{
    ++countOf(kind).added;
    progress();
}

void ImportReport::known(Kind kind)
{
    ++countOf(kind).known;
    progress();
}

void ImportReport::refused(Kind kind, const QString &where, const QString &why)
{
    ++countOf(kind).refused;
    say(u"%1: refused %2: %3"_s.arg(where, nameOf(kind), why));
    progress();
}

void ImportReport::changed(const QString &where, const QString &what)
{
    ++m_changed;
    say(where + u": "_s + what);
}

void ImportReport::withoutEmail(const QString &where, const QString &username, const QString &why)
{
    ++m_withoutEmail;
    changed(where, u"without its e-mail address: %1; it logs in as %2"_s.arg(why, username));
}

void ImportReport::say(const QString &line)
{
    m_out << line << '\n';
}

void ImportReport::progress()
{
    if (++m_records % recordsBetweenLooks != 0 || m_clock.elapsed() - m_toldAt < progressMs)
        return;
    m_toldAt = m_clock.elapsed();
    say(u"%1 records in %2 s"_s.arg(m_records).arg(m_toldAt / 1000));
    m_out.flush();
}

void ImportReport::summarize(bool dryRun)
{
    const qint64 ms = std::max<qint64>(1, m_clock.elapsed());
    for (const Kind kind : {Kind::User, Kind::Room, Kind::Message}) {
        const Count &count = countOf(kind);
        say(u"%1s: %2 %3, %4 already there, %5 refused"_s.arg(nameOf(kind))
                .arg(count.added)
                .arg(dryRun ? u"would be imported"_s : u"imported"_s)
                .arg(count.known)
                .arg(count.refused));
    }
    if (m_withoutEmail > 0)
        say(u"%1 accounts without their e-mail address: their owners log in by user name, as told "
            "above"_s.arg(m_withoutEmail));
    say(u"%1 records changed; %2 records in %3 s, %4 a second"_s.arg(m_changed)
            .arg(m_records)
            .arg(double(ms) / 1000, 0, 'f', 1)
            .arg(m_records * 1000 / ms));
    m_out.flush();
}

qint64 ImportReport::refusedCount() const
{
    qint64 refused = 0;
    for (const Count &count : m_counts)
        refused += count.refused;
    return refused;
}

} // namespace parlance
