// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandbutton.h"
#include "commands/commandtexts.h"
#include "models/format.h"
#include "pages/storagepage.h"
#include "pages/tablepageparts.h"
#include "widgets/tableview.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>

// What the page of the storage shows when, and what it remembers.
namespace parlance::gui {

using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

/// It changes nothing, so it is none of commandSpecs(); this one is for the reason why not.
const CommandSpec integrityCheck{.command = "storage.integrity-check", .needs = "administrator"};
/// Whatever a server sends, tables and labels stay cheap.
constexpr int maxStorageRows = 1000;
constexpr int maxFindings = 20;
constexpr qsizetype maxLineLength = 300;
constexpr qsizetype maxFigureLength = 20;

QList<Record> namedRecords(const QVariant &list, const QString &key)
{
    QList<Record> records;
    for (const QVariant &each : list.toList().mid(0, maxStorageRows)) {
        const Cells cells = each.toMap();
        records.append({cells.value(key).toString(), cells});
    }
    return records;
}

QString timeAgo(const QVariant &time)
{
    return format::cell(Kind::Time, time, QDateTime::currentDateTimeUtc());
}

QString shortLine(const QVariant &text)
{
    return text.toString().left(maxLineLength);
}

} // namespace

bool StoragePage::isAllowed() const
{
    return link().mayRun(u"storage.status"_s);
}

void StoragePage::setShown(bool isShown)
{
    m_isShown = isShown;
    if (isShown)
        m_again.start();
    else
        m_again.stop();
    refresh();
}

void StoragePage::refresh()
{
    adapt();
    m_isAskedAgain = m_isAsking;
    if (m_isAsking || !m_isShown || link().state() != ServerLink::State::Online)
        return;
    m_isAsking = true;
    link().run(u"storage.status"_s, {}, this, [this](const Reply &reply) {
        m_isAsking = false;
        take(reply);
        if (m_isAskedAgain)
            refresh();
    });
}

void StoragePage::adapt()
{
    const bool isOnline = link().state() == ServerLink::State::Online;
    for (CommandButton *each : std::as_const(m_buttons))
        each->setReady(isOnline);
    const QString why = commands().whyNot(integrityCheck);
    m_check->setEnabled(isOnline && !m_isChecking && why.isEmpty());
    m_check->setToolTip(why.isEmpty() ? commandText(integrityCheck.explanation) : why);
    showProblem(m_problemText);
}

// What was there stays, and reads fainter.
void StoragePage::updateLink()
{
    const bool isOnline = link().state() == ServerLink::State::Online;
    for (TableView *each : {m_tableSizes, m_slowest, m_roomRetention})
        each->setStale(!isOnline);
    for (const Figure &each : std::as_const(m_figures))
        each.value->setEnabled(isOnline);
    adapt();
}

void StoragePage::showProblem(const QString &problem)
{
    m_problemText = problem;
    const QString age = tableparts::asOf(link(), m_readAt);
    QStringList parts{problem, age.isEmpty() ? QString() : tr("Everything here is %1.").arg(age)};
    parts.removeAll(QString());
    m_problem->setText(parts.join(u' '));
    m_problem->setVisible(!parts.isEmpty());
}

// It only reads, so it needs no sheet.
void StoragePage::check()
{
    m_isChecking = true;
    adapt();
    m_integrity->setText(tr("Reading the database…"));
    link().run(QString::fromLatin1(integrityCheck.command), {}, this,
               [this](const Reply &reply) { showCheck(reply); });
}

void StoragePage::showCheck(const Reply &reply)
{
    m_isChecking = false;
    // The server has not measured tables meanwhile.
    refresh();
    if (!reply.ok()) {
        m_integrity->setText(tr("The check could not be made: %1")
                                 .arg(commandtexts::sentence(reply.problem).left(maxLineLength)));
        return;
    }
    const QVariant intact = reply.cells().value(u"intact"_s);
    if (intact.typeId() != QMetaType::Bool)
        return m_integrity->setText(tr("The server's answer is not understood."));
    if (intact.toBool())
        return m_integrity->setText(
            tr("No damage was found (%1).").arg(format::exact(QDateTime::currentDateTime())));
    QStringList lines{tr("Damage was found. Stop the server and restore a backup.")};
    const QVariantList findings = reply.cells().value(u"findings"_s).toList();
    for (const QVariant &finding : findings.mid(0, maxFindings))
        lines.append(shortLine(finding));
    if (findings.size() > maxFindings)
        lines.append(tr("and %n more", nullptr, int(findings.size()) - maxFindings));
    m_integrity->setText(lines.join(u'\n'));
}

void StoragePage::take(const Reply &reply)
{
    if (!reply.ok()) {
        return showProblem(tr("The state of the storage could not be read: %1")
                               .arg(commandtexts::sentence(reply.problem).left(maxLineLength)));
    }
    m_readAt = QDateTime::currentDateTimeUtc();
    showProblem({});
    const Cells state = reply.cells();
    showFigures(state);
    showBackups(state.value(u"backups"_s).toMap());
    showRetention(state.value(u"retention"_s).toMap());
    m_tables.setRecords(namedRecords(state.value(u"tables"_s), u"name"_s));
    m_statements.setRecords(namedRecords(state.value(u"statements"_s), u"name"_s));
}

void StoragePage::showFigures(const Cells &state)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const Figure &each : std::as_const(m_figures)) {
        const QVariant value = state.value(each.cell);
        const QString text = format::cell(each.kind, value, now).left(maxFigureLength);
        each.value->setText(text.isEmpty() ? u"–"_s : text);
        each.value->setToolTip(format::toolTip(each.kind, value));
    }
}

void StoragePage::showBackups(const Cells &backups)
{
    QStringList lines;
    const Cells last = backups.value(u"last"_s).toMap();
    const Cells failure = backups.value(u"failure"_s).toMap();
    const QVariant next = backups.value(u"nextAt"_s);
    if (backups.value(u"running"_s).toBool())
        lines.append(tr("A backup is being made."));
    lines.append(last.isEmpty() ? tr("No backup has been made since the server's start.")
                                : tr("The last one was made %1, %2.")
                                      .arg(timeAgo(last.value(u"createdAt"_s)),
                                           format::bytes(last.value(u"bytes"_s).toDouble())));
    if (!failure.isEmpty())
        lines.append(
            tr("The last attempt failed %1: %2")
                .arg(timeAgo(failure.value(u"at"_s)), shortLine(failure.value(u"message"_s))));
    if (next.isNull())
        lines.append(tr("None is scheduled (storage.backup_interval)."));
    else
        lines.append(
            tr("The next one is due %1; %n are kept.", nullptr, backups.value(u"keep"_s).toInt())
                .arg(timeAgo(next)));
    lines.append(tr("Directory: %1").arg(shortLine(backups.value(u"directory"_s))));
    m_backups->setText(lines.join(u'\n'));
    m_backups->setToolTip(shortLine(last.value(u"path"_s)).toHtmlEscaped());
}

void StoragePage::showRetention(const Cells &retention)
{
    const int days = retention.value(u"days"_s).toInt();
    QStringList lines{days > 0 ? tr("Messages stay %n day(s).", nullptr, days)
                               : tr("Messages stay for ever.")};
    const Cells run = retention.value(u"lastRun"_s).toMap();
    if (!run.isEmpty())
        lines.append(
            tr("Removed last, %1: %n message(s).", nullptr, run.value(u"messages"_s).toInt())
                .arg(timeAgo(run.value(u"startedAt"_s))));
    m_retention->setText(lines.join(u'\n'));
    m_rooms.setRecords(namedRecords(retention.value(u"rooms"_s), u"id"_s));
}

void StoragePage::saveState(QSettings &settings) const
{
    for (TableView *each : {m_tableSizes, m_slowest, m_roomRetention}) {
        settings.beginGroup(each->objectName());
        each->saveState(settings);
        settings.endGroup();
    }
}

void StoragePage::restoreState(QSettings &settings)
{
    for (TableView *each : {m_tableSizes, m_slowest, m_roomRetention}) {
        settings.beginGroup(each->objectName());
        each->restoreState(settings);
        settings.endGroup();
    }
}

} // namespace parlance::gui
