// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/storagepage.h"

#include "commands/commandbutton.h"
#include "pages/tablepageparts.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <chrono>

namespace parlance::gui {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

Columns tableSizeColumns()
{
    return {
        {.name = "name",
         .title = QT_TRANSLATE_NOOP("Columns", "Table"),
         .width = 150,
         .sort = "name"},
        {.name = "rows",
         .title = QT_TRANSLATE_NOOP("Columns", "Rows"),
         .kind = Kind::Count,
         .width = 60,
         .sort = "rows"},
        {.name = "bytes",
         .title = QT_TRANSLATE_NOOP("Columns", "Size"),
         .kind = Kind::Bytes,
         .width = 70,
         .sort = "bytes"},
        {.name = "indexBytes",
         .title = QT_TRANSLATE_NOOP("Columns", "Indexes"),
         .kind = Kind::Bytes,
         .width = 70,
         .sort = "indexBytes"},
    };
}

Columns statementColumns()
{
    return {
        {.name = "name",
         .title = QT_TRANSLATE_NOOP("Columns", "Statement"),
         .width = 190,
         .sort = "name"},
        {.name = "calls",
         .title = QT_TRANSLATE_NOOP("Columns", "Calls"),
         .kind = Kind::Count,
         .width = 70,
         .sort = "calls"},
        {.name = "meanMs",
         .title = QT_TRANSLATE_NOOP("Columns", "Mean"),
         .kind = Kind::Latency,
         .width = 80,
         .sort = "meanMs"},
        {.name = "maxMs",
         .title = QT_TRANSLATE_NOOP("Columns", "Longest"),
         .kind = Kind::Latency,
         .width = 80,
         .sort = "maxMs"},
        {.name = "totalMs",
         .title = QT_TRANSLATE_NOOP("Columns", "Total"),
         .kind = Kind::Latency,
         .width = 80,
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

QWidget *sectionOf(const QString &title, TableView *table)
{
    auto *section = new QWidget;
    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins({});
    layout->addWidget(sectionHeading(title));
    layout->addWidget(table, 1);
    table->setAccessibleName(title);
    return section;
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
    layout->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, theme::grid);
    layout->setSpacing(2 * theme::grid);
    layout->addWidget(tableparts::heading(this, title()));
    m_problem->setObjectName(u"problem"_s);
    m_problem->hide();
    layout->addWidget(m_problem);
    layout->addWidget(makeFigures());
    layout->addWidget(makeCare());
    layout->addWidget(makeTables(), 1);

    m_again.setInterval(10s);
    connect(&m_again, &QTimer::timeout, this, &StoragePage::refresh);
    connect(&link(), &ServerLink::stateChanged, this, &StoragePage::updateLink);
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
        value->setTextFormat(Qt::PlainText);
        QFont font = value->font();
        font.setPointSizeF(font.pointSizeF() * 1.6);
        value->setFont(font);
        value->setObjectName(cell);
        value->setAccessibleName(title);
        auto *column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(value);
        auto *caption = tableparts::footnote(row);
        caption->setContentsMargins({});
        caption->setText(title);
        column->addWidget(caption);
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

void StoragePage::addButton(QVBoxLayout &layout, const QString &command, const QString &text)
{
    auto *button = new CommandButton(commands(), command);
    button->setText(text);
    layout.addWidget(button, 0, Qt::AlignLeft);
    m_buttons.append(button);
}

QWidget *StoragePage::makeCare()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4 * theme::grid);
    auto *left = new QVBoxLayout;
    left->setSpacing(theme::grid);
    left->addWidget(sectionHeading(tr("Backups")));
    m_backups = plainLabel();
    m_backups->setObjectName(u"backups"_s);
    left->addWidget(m_backups);
    addButton(*left, u"storage.backup"_s, tr("Back up now…"));
    left->addStretch();
    auto *middle = new QVBoxLayout;
    middle->setSpacing(theme::grid);
    middle->addWidget(sectionHeading(tr("Retention")));
    m_retention = plainLabel();
    m_retention->setObjectName(u"retention"_s);
    middle->addWidget(m_retention);
    addButton(*middle, u"storage.retention"_s, tr("Set the retention of a room…"));
    middle->addStretch();
    auto *right = new QVBoxLayout;
    right->setSpacing(theme::grid);
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
    connect(m_roomRetention, &QWidget::customContextMenuRequested, this,
            &StoragePage::openRoomMenu);
    connect(m_roomRetention, &TableView::chosen, this,
            [this](const QString &key) { setRetention(key, u"storage.retention"_s); });
    auto *left = new QVBoxLayout;
    left->setSpacing(2 * theme::grid);
    left->addWidget(sectionOf(tr("Tables"), m_tableSizes), 3);
    left->addWidget(sectionOf(tr("Rooms with a retention of their own"), m_roomRetention), 2);
    layout->addLayout(left, 2);
    layout->addWidget(sectionOf(tr("Statements that took longest in all"), m_slowest), 3);
    return row;
}

void StoragePage::openRoomMenu(const QPoint &position)
{
    const QString key = m_roomRetention->selectedKey();
    if (m_rooms.rowOf(key) < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"roomMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const QString &name : {u"storage.retention"_s, u"storage.retention.clear"_s}) {
        const CommandSpec *spec = findSpec(name);
        QAction *action =
            menu->addAction(gui::icon(QString::fromLatin1(spec->icon)), titleOf(*spec));
        action->setObjectName(name);
        action->setEnabled(commands().mayRun(*spec));
        action->setToolTip(commands().whyNot(*spec));
        connect(action, &QAction::triggered, this, [this, key, name] { setRetention(key, name); });
    }
    menu->popup(m_roomRetention->viewport()->mapToGlobal(position));
}

void StoragePage::setRetention(const QString &roomId, const QString &command)
{
    if (const Record *room = m_rooms.recordAt(m_rooms.rowOf(roomId)))
        commands().start(
            command, {},
            {{u"room"_s, room->cells.value(u"name"_s)}, {u"days"_s, room->cells.value(u"days"_s)}});
}

} // namespace parlance::gui
