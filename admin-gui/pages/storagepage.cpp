// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/storagepage.h"

#include "models/format.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>

#include <chrono>

namespace parlance::gui {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

constexpr auto integrityCheck = "storage.integrity-check"_L1;

Columns tableSizeColumns()
{
    return {
        {.name = "name",
         .title = QT_TRANSLATE_NOOP("Columns", "Table"),
         .width = 170,
         .sort = "name"},
        {.name = "rows",
         .title = QT_TRANSLATE_NOOP("Columns", "Rows"),
         .kind = Kind::Count,
         .width = 90,
         .sort = "rows"},
        {.name = "bytes",
         .title = QT_TRANSLATE_NOOP("Columns", "Size"),
         .kind = Kind::Bytes,
         .width = 90,
         .sort = "bytes"},
        {.name = "indexBytes",
         .title = QT_TRANSLATE_NOOP("Columns", "Of it indexes"),
         .kind = Kind::Bytes,
         .width = 110,
         .sort = "indexBytes"},
    };
}

Columns statementColumns()
{
    return {
        {.name = "name",
         .title = QT_TRANSLATE_NOOP("Columns", "Statement"),
         .width = 200,
         .sort = "name"},
        {.name = "calls",
         .title = QT_TRANSLATE_NOOP("Columns", "Calls"),
         .kind = Kind::Count,
         .width = 80,
         .sort = "calls"},
        {.name = "meanMs",
         .title = QT_TRANSLATE_NOOP("Columns", "Mean"),
         .kind = Kind::Latency,
         .width = 90,
         .sort = "meanMs"},
        {.name = "maxMs",
         .title = QT_TRANSLATE_NOOP("Columns", "Longest"),
         .kind = Kind::Latency,
         .width = 90,
         .sort = "maxMs"},
        {.name = "totalMs",
         .title = QT_TRANSLATE_NOOP("Columns", "Total"),
         .kind = Kind::Latency,
         .width = 90,
         .sort = "totalMs"},
    };
}

Columns roomRetentionColumns()
{
    return {
        {.name = "name",
         .title = QT_TRANSLATE_NOOP("Columns", "Room"),
         .width = 180,
         .sort = "name"},
        {.name = "days",
         .title = QT_TRANSLATE_NOOP("Columns", "Days"),
         .kind = Kind::Count,
         .width = 80,
         .sort = "days"},
    };
}

QLabel *plainLabel()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QLabel *sectionHeading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QWidget *sectionOf(const QString &title, QWidget *content)
{
    auto *section = new QWidget;
    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins({});
    layout->addWidget(sectionHeading(title));
    layout->addWidget(content, 1);
    content->setAccessibleName(title);
    return section;
}

QList<Record> namedRecords(const QVariant &list, const QString &key)
{
    QList<Record> records;
    for (const QVariant &each : list.toList()) {
        const Cells cells = each.toMap();
        records.append({cells.value(key).toString(), cells});
    }
    return records;
}

QString timeAgo(const QVariant &time)
{
    return format::relative(format::timeOf(time), QDateTime::currentDateTimeUtc());
}

} // namespace

StoragePage::StoragePage(const Console &console)
    : Page(console, u"storage"_s, tr("Storage"), u"storage"_s)
    , m_problem(plainLabel())
    , m_tables(tableSizeColumns())
    , m_statements(statementColumns())
    , m_rooms(roomRetentionColumns())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, theme::grid);
    layout->setSpacing(2 * theme::grid);
    m_problem->hide();
    layout->addWidget(m_problem);
    layout->addWidget(makeFigures());
    layout->addWidget(makeCare());
    layout->addWidget(makeTables(), 1);

    m_again.setInterval(10s);
    connect(&m_again, &QTimer::timeout, this, &StoragePage::refresh);
    connect(&link(), &ServerLink::stateChanged, this, &StoragePage::adapt);
    connect(&link(), &ServerLink::accessChanged, this, &StoragePage::refresh);
    connect(&commands(), &CommandRunner::done, this, &StoragePage::refresh);
    adapt();
}

QWidget *StoragePage::makeFigures()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4 * theme::grid);
    const auto add = [&](const QString &cell, Kind kind, const QString &title) {
        auto *value = new QLabel(u"–"_s);
        QFont font = value->font();
        font.setPointSizeF(font.pointSizeF() * 1.6);
        value->setFont(font);
        value->setObjectName(cell);
        value->setAccessibleName(title);
        auto *column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(value);
        column->addWidget(new QLabel(title));
        layout->addLayout(column);
        m_figures.append({cell, kind, value});
    };
    add(u"databaseBytes"_s, Kind::Bytes, tr("Database"));
    add(u"logBytes"_s, Kind::Bytes, tr("Write-ahead log"));
    add(u"freeBytes"_s, Kind::Bytes, tr("Unused pages"));
    add(u"waitingWrites"_s, Kind::Count, tr("Waiting writes"));
    add(u"waitingReads"_s, Kind::Count, tr("Waiting reads"));
    add(u"lastCommitAt"_s, Kind::Time, tr("Last commit"));
    add(u"schema"_s, Kind::Count, tr("Schema"));
    layout->addStretch();
    return row;
}

QPushButton *StoragePage::addButton(QVBoxLayout &layout, const QString &command,
                                    const QString &text)
{
    const CommandSpec *spec = findSpec(command);
    auto *button =
        new QPushButton(gui::icon(spec ? QString::fromLatin1(spec->icon) : QString()), text);
    button->setObjectName(command);
    connect(button, &QPushButton::clicked, this,
            [this, command] { commands().start(command, Chosen{}); });
    layout.addWidget(button, 0, Qt::AlignLeft);
    m_buttons.insert(command, button);
    return button;
}

QWidget *StoragePage::makeCare()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4 * theme::grid);
    auto *left = new QVBoxLayout;
    left->addWidget(sectionHeading(tr("Backups")));
    m_backups = plainLabel();
    m_backups->setObjectName(u"backups"_s);
    left->addWidget(m_backups);
    addButton(*left, u"storage.backup"_s, tr("Back up now…"));
    left->addStretch();
    auto *middle = new QVBoxLayout;
    middle->addWidget(sectionHeading(tr("Retention")));
    m_retention = plainLabel();
    m_retention->setObjectName(u"retention"_s);
    middle->addWidget(m_retention);
    addButton(*middle, u"storage.retention"_s, tr("Set the retention of a room…"));
    middle->addStretch();
    auto *right = new QVBoxLayout;
    right->addWidget(sectionHeading(tr("Integrity")));
    m_integrity = plainLabel();
    m_integrity->setObjectName(u"integrity"_s);
    m_integrity->setText(
        tr("Reads the whole database and looks for damage, while the server runs."));
    right->addWidget(m_integrity);
    m_check = new QPushButton(gui::icon(u"shield"_s), tr("Check now"));
    m_check->setObjectName(u"check"_s);
    connect(m_check, &QPushButton::clicked, this, &StoragePage::check);
    right->addWidget(m_check, 0, Qt::AlignLeft);
    right->addStretch();
    layout->addLayout(left, 1);
    layout->addLayout(middle, 1);
    layout->addLayout(right, 1);
    return row;
}

QWidget *StoragePage::makeTables()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(2 * theme::grid);
    const auto tableOf = [](ListModel &model, const QString &name) {
        auto *table = new TableView;
        table->setModel(&model);
        table->setObjectName(name);
        return table;
    };
    m_tableSizes = tableOf(m_tables, u"tables"_s);
    m_slowest = tableOf(m_statements, u"statements"_s);
    m_roomRetention = tableOf(m_rooms, u"rooms"_s);
    layout->addWidget(sectionOf(tr("Tables"), m_tableSizes), 4);
    layout->addWidget(sectionOf(tr("Statements that took longest in all"), m_slowest), 5);
    layout->addWidget(sectionOf(tr("Rooms with a retention of their own"), m_roomRetention), 3);
    return row;
}

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
    if (m_isShown && link().state() == ServerLink::State::Online)
        link().run(u"storage.status"_s, {}, this, [this](const Reply &reply) { take(reply); });
}

void StoragePage::adapt()
{
    const bool isOnline = link().state() == ServerLink::State::Online;
    for (auto each = m_buttons.cbegin(); each != m_buttons.cend(); ++each) {
        const CommandSpec *spec = findSpec(each.key());
        each.value()->setEnabled(isOnline && spec && commands().mayRun(*spec));
        each.value()->setToolTip(spec ? commands().whyNot(*spec) : QString());
    }
    m_check->setEnabled(isOnline && !m_isChecking && link().mayRun(integrityCheck));
}

// It only reads, so it needs no sheet.
void StoragePage::check()
{
    m_isChecking = true;
    adapt();
    m_integrity->setText(tr("Reading the database…"));
    link().run(integrityCheck, {}, this, [this](const Reply &reply) { showCheck(reply); });
}

void StoragePage::showCheck(const Reply &reply)
{
    m_isChecking = false;
    adapt();
    const Cells found = reply.cells();
    if (!reply.ok()) {
        m_integrity->setText(tr("The check could not be made: %1").arg(reply.problem.what));
        return;
    }
    const QStringList findings = found.value(u"findings"_s).toStringList();
    m_integrity->setText(
        found.value(u"intact"_s).toBool()
            ? tr("No damage was found (%1).").arg(format::exact(QDateTime::currentDateTime()))
            : tr("Damage was found. Stop the server and restore a backup.") + u'\n' +
                  findings.join(u'\n'));
}

void StoragePage::take(const Reply &reply)
{
    m_problem->setVisible(!reply.ok());
    m_problem->setText(
        tr("The state of the storage could not be read: %1").arg(reply.problem.what));
    if (!reply.ok())
        return;
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
        each.value->setText(value.isNull() ? u"–"_s : format::cell(each.kind, value, now));
        each.value->setToolTip(format::toolTip(each.kind, value));
    }
}

void StoragePage::showBackups(const Cells &backups)
{
    QStringList lines;
    const Cells last = backups.value(u"last"_s).toMap();
    const Cells failure = backups.value(u"failure"_s).toMap();
    if (backups.value(u"running"_s).toBool())
        lines.append(tr("A backup is being made."));
    lines.append(last.isEmpty() ? tr("No backup has been made.")
                                : tr("The last one was made %1, %2.")
                                      .arg(timeAgo(last.value(u"createdAt"_s)),
                                           format::bytes(last.value(u"bytes"_s).toDouble())));
    if (!failure.isEmpty())
        lines.append(
            tr("The last attempt failed %1: %2")
                .arg(timeAgo(failure.value(u"at"_s)), failure.value(u"message"_s).toString()));
    const QVariant next = backups.value(u"nextAt"_s);
    if (next.isNull())
        lines.append(tr("None is scheduled (storage.backup_interval)."));
    else
        lines.append(
            tr("The next one is due %1; %n are kept.", nullptr, backups.value(u"keep"_s).toInt())
                .arg(timeAgo(next)));
    lines.append(tr("Directory: %1").arg(backups.value(u"directory"_s).toString()));
    m_backups->setText(lines.join(u'\n'));
}

void StoragePage::showRetention(const Cells &retention)
{
    const int days = retention.value(u"days"_s).toInt();
    QStringList lines{days > 0 ? tr("Messages stay %n days.", nullptr, days)
                               : tr("Messages stay for ever.")};
    const Cells run = retention.value(u"lastRun"_s).toMap();
    if (!run.isEmpty())
        lines.append(tr("Removed last, %1: %n messages.", nullptr, run.value(u"messages"_s).toInt())
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
