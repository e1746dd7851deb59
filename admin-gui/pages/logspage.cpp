// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/logspage.h"

#include "commands/commandbutton.h"
#include "models/format.h"
#include "models/words.h"
#include "pages/detailpane.h"
#include "pages/filters.h"
#include "pages/recordsfile.h"
#include "widgets/icons.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

Columns logColumns()
{
    return {
        {.name = "at", .title = QT_TRANSLATE_NOOP("Columns", "Time"), .kind = Column::Kind::Moment},
        {.name = "level",
         .title = QT_TRANSLATE_NOOP("Columns", "Level"),
         .kind = Column::Kind::Status,
         .width = 100},
        {.name = "category", .title = QT_TRANSLATE_NOOP("Columns", "Category"), .width = 150},
        {.name = "number",
         .title = QT_TRANSLATE_NOOP("Columns", "Number"),
         .width = 80,
         .isHidden = true},
        {.name = "text", .title = QT_TRANSLATE_NOOP("Columns", "Text"), .width = 600},
    };
}

Columns logFacts()
{
    return {
        {.name = "exact", .title = QT_TRANSLATE_NOOP("Columns", "Time")},
        {.name = "category", .title = QT_TRANSLATE_NOOP("Columns", "Category")},
        {.name = "number", .title = QT_TRANSLATE_NOOP("Columns", "Number")},
    };
}

// As the server writes it, in one line.
QString logFileLine(const Record &record)
{
    const auto cell = [&record](const QString &name) {
        return record.cells.value(name).toString();
    };
    QString text = cell(u"text"_s);
    text.replace(u'\n', u' ').replace(u'\r', u' ');
    const QString time = format::plain(Column::Kind::Moment, record.cells.value(u"at"_s));
    return u"%1 %2 %3: "_s.arg(time, cell(u"level"_s), cell(u"category"_s)) + text;
}

} // namespace

LogsPage::LogsPage(const Console &console)
    : EntriesPage(console, u"logs"_s, tr("Logs"), u"logs"_s)
    , m_model(new EntriesModel(console.link, u"logs"_s, logColumns(), 10000, this))
    , m_details(new DetailPane(console, {}, logFacts()))
{
    setEntries(*m_model, tr("The log is empty"),
               tr("The server keeps its last lines in memory; they appear here as they come."));
    setFilterHint(tr("Part of the text"));
    addFilters();
    addLevelButton();
    addEntryControls();
    setInspector(m_details);
}

void LogsPage::addFilters()
{
    auto *category = new FilterField(u"category"_s, u"filter"_s, tr("Category"));
    category->setAccessibleName(tr("Filter: category"));
    category->setToolTip(tr("A category of the log, or its beginning: parlance.net"));
    auto *level = new FilterBox(u"level"_s, tr("Any level"));
    level->addChoice(u"info"_s, tr("Info and worse"));
    level->addChoice(u"warning"_s, tr("Warnings and worse"));
    level->addChoice(u"error"_s, tr("Errors only"));
    addFilter(category);
    addFilter(level);
}

void LogsPage::addLevelButton()
{
    m_change = addCommand(u"log-level"_s);
    m_change->setIcon(gui::icon(u"settings"_s));
    m_change->setPreset([this] {
        return m_serverLevel.isEmpty() ? Cells() : Cells{{u"level"_s, m_serverLevel}};
    });
    connect(&commands(), &CommandRunner::done, this, [this](const CommandSpec *spec) {
        if (QLatin1StringView(spec->command) == "log-level"_L1)
            askLevel();
    });
    updateLevelButton();
}

void LogsPage::updateLevelButton()
{
    const CommandSpec *spec = findSpec(u"log-level"_s);
    m_change->setText(m_serverLevel.isEmpty() ? titleOf(*spec)
                                              : tr("Level: %1…").arg(shownWord(m_serverLevel)));
    m_change->setAccessibleName(
        tr("%1 Now: %2").arg(titleOf(*spec, true), shownWord(m_serverLevel)));
}

void LogsPage::askLevel()
{
    if (!link().mayRun(u"status"_s))
        return;
    link().run(u"status"_s, {}, this, [this](const Reply &reply) {
        if (!reply.ok())
            return;
        m_serverLevel = reply.cells().value(u"logLevel"_s).toString();
        updateLevelButton();
    });
}

void LogsPage::setShown(bool isShown)
{
    EntriesPage::setShown(isShown);
    if (isShown)
        askLevel();
}

RecordsFile *LogsPage::makeFile(const QString &path)
{
    return new RecordsFile(path, {}, logFileLine, this);
}

QString LogsPage::unreadText(int count) const
{
    return tr("%n new lines", nullptr, count);
}

Chosen LogsPage::chosenFrom(const Record &record) const
{
    return {Subject::None, shownWord(record.cells.value(u"level"_s).toString()), record.key, {}};
}

void LogsPage::applyFilter(const QString &text)
{
    filterBy(u"text"_s, text);
}

void LogsPage::updateSelected()
{
    const Record &record = selected();
    if (record.key.isEmpty())
        return;
    Cells cells = record.cells;
    cells.insert(u"exact"_s, format::exact(format::timeOf(cells.value(u"at"_s))));
    m_details->show(chosenFrom(record), {}, cells);
    m_details->setText(cells.value(u"text"_s).toString());
}

} // namespace parlance::gui
