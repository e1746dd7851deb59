// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/auditpage.h"

#include "pages/auditentry.h"
#include "pages/detailpane.h"
#include "pages/filters.h"
#include "pages/recordsfile.h"
#include "pages/tablepageparts.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QToolButton>

#include <chrono>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

AuditPage::AuditPage(const Console &console)
    : ListPage(console, u"audit"_s, tr("Audit"), u"audit"_s,
               {.command = u"audit.list"_s, .key = {u"position"_s}, .cursor = u"before"_s},
               auditentry::columns())
    , m_actor(new FilterField(u"actor"_s, u"user"_s, tr("By"), this))
    , m_command(new FilterBox(u"command"_s, tr("Any command"), this))
    , m_period(new QComboBox(this))
    , m_span(new QWidget(this))
    , m_since(makeTime(u"since"_s, tr("Not before")))
    , m_until(makeTime(u"until"_s, tr("Not after")))
    , m_details(new DetailPane(console, {}, auditentry::facts()))
{
    setFilterHint(tr("Target"));
    setMoreText(tr("Load older"));
    addFilters();
    addSave();
    setInspector(m_details);
    connect(m_details, &DetailPane::wanted, this, &Page::wanted);
}

QDateTimeEdit *AuditPage::makeTime(const QString &name, const QString &title)
{
    auto *edit = new QDateTimeEdit(m_span);
    edit->setObjectName(name);
    edit->setAccessibleName(title);
    edit->setToolTip(title);
    edit->setCalendarPopup(true);
    return edit;
}

void AuditPage::addFilters()
{
    m_actor->setAccessibleName(tr("Filter: who did it"));
    m_actor->setToolTip(tr("The whole name of who did it"));
    m_actor->setMaximumWidth(20 * theme::grid);
    m_command->setAccessibleName(tr("Filter: command"));
    fillCommands();
    addFilter(m_actor);
    addFilter(m_command);
    addPeriod();
}

void AuditPage::addPeriod()
{
    m_period->setObjectName(u"filter-period"_s);
    m_period->setAccessibleName(tr("Filter: time"));
    m_period->addItems({tr("Any time"), tr("Last hour"), tr("Last 24 hours"), tr("Last 7 days"),
                        tr("Last 30 days"), tr("Between…")});
    auto *span = new QHBoxLayout(m_span);
    span->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, theme::grid);
    span->addWidget(new QLabel(tr("From"), m_span));
    span->addWidget(m_since);
    span->addWidget(new QLabel(tr("to"), m_span));
    span->addWidget(m_until);
    span->addStretch();
    m_span->hide();
    const QDateTime now = QDateTime::currentDateTime();
    m_since->setDateTime(now.addDays(-1));
    m_until->setDateTime(now);
    addBand(m_span);
    m_typing.setSingleShot(true);
    m_typing.setInterval(200ms);
    connect(&m_typing, &QTimer::timeout, this, &AuditPage::ask);
    for (QDateTimeEdit *edit : {m_since, m_until})
        connect(edit, &QDateTimeEdit::dateTimeChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_period, &QComboBox::currentIndexChanged, this, [this](int period) {
        m_span->setVisible(period == Between);
        m_typing.start();
    });
    addControl(m_period);
}

// Those that the console offers are those that change something.
void AuditPage::fillCommands()
{
    QStringList names;
    for (const CommandSpec &spec : commandSpecs())
        names.append(QString::fromLatin1(spec.command));
    names.append({u"messages.list"_s, u"messages.proof"_s});
    names.sort();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names))
        m_command->addChoice(name, name);
}

void AuditPage::addSave()
{
    QToolButton *save = tableparts::button(this, u"save"_s, u"save"_s);
    save->setToolButtonStyle(Qt::ToolButtonIconOnly);
    save->setToolTip(tr("Save all matching entries as CSV…"));
    save->setAccessibleName(save->toolTip());
    addControl(save);
    connect(save, &QToolButton::clicked, this, [this] {
        RecordsFile::ask(this, tr("Save the audit log"), u"audit.csv"_s,
                         [this](const QString &path) { saveTo(path); });
    });
}

// Filters
// ------------------------------------------------------------------------------------------

void AuditPage::ask()
{
    Cells arguments;
    const auto add = [&arguments](const QString &name, const QString &value) {
        if (!value.trimmed().isEmpty())
            arguments.insert(name, value.trimmed());
    };
    add(u"target"_s, filterText());
    add(u"actor"_s, m_actor->value());
    add(u"command"_s, m_command->value());
    insertTimes(arguments);
    list().setArguments(arguments);
}

void AuditPage::insertTimes(Cells &arguments) const
{
    constexpr int daySeconds = 24 * 60 * 60;
    constexpr int seconds[] = {0, 60 * 60, daySeconds, 7 * daySeconds, 30 * daySeconds};
    const int period = m_period->currentIndex();
    const auto text = [](const QDateTime &time) { return time.toUTC().toString(Qt::ISODate); };
    if (period == Between) {
        arguments.insert(u"since"_s, text(m_since->dateTime()));
        arguments.insert(u"until"_s, text(m_until->dateTime()));
    } else if (period > AnyTime) {
        // By the server's clock, to the minute: the same question again is the same.
        const QDateTime now = QDateTime::currentDateTimeUtc().addSecs(-link().clockAheadSeconds());
        arguments.insert(u"since"_s, text(now.addSecs(-seconds[period])));
    }
}

void AuditPage::applyFilter(const QString &)
{
    ask();
}

void AuditPage::filterBy(const QString &, const QString &)
{
    ask();
}

bool AuditPage::hasOtherFilters() const
{
    return ListPage::hasOtherFilters() || m_period->currentIndex() > AnyTime;
}

void AuditPage::clearOtherFilters()
{
    ListPage::clearOtherFilters();
    m_period->setCurrentIndex(AnyTime);
}

bool AuditPage::hasFilters() const
{
    return !filterText().isEmpty() || hasOtherFilters();
}

QString AuditPage::nothing() const
{
    return hasFilters() ? tr("No entry matches") : tr("Nothing has been done yet");
}

QString AuditPage::nothingAdvice() const
{
    return hasFilters() ? tr("Names must be whole, as they are written.")
                        : tr("What administrators do is listed here, and cannot be removed.");
}

void AuditPage::saveState(QSettings &settings) const
{
    ListPage::saveState(settings);
    settings.setValue(u"period"_s, m_period->currentIndex());
}

void AuditPage::restoreState(QSettings &settings)
{
    ListPage::restoreState(settings);
    // Times of last week are of no use this week.
    const int period = settings.value(u"period"_s).toInt();
    m_period->setCurrentIndex(period > AnyTime && period < Between ? period : AnyTime);
}

// Entries
// ------------------------------------------------------------------------------------------

Chosen AuditPage::chosenFrom(const Record &record) const
{
    // What was done is done: there are no commands for it.
    return {Subject::None, record.cells.value(u"command"_s).toString(), record.key, {}};
}

void AuditPage::updateSelected()
{
    const Record &record = selected();
    if (record.key.isEmpty())
        return;
    m_details->show(chosenFrom(record), record.cells.value(u"target"_s).toString(),
                    auditentry::factsOf(record.cells));
    m_details->setText(auditentry::textOf(record.cells));
    m_details->setPlaces(auditentry::placesOf(record.cells));
}

void AuditPage::saveTo(const QString &path)
{
    if (m_file)
        return commands().tell(tr("The audit log is being saved already."));
    m_file = RecordsFile::csv(path, auditentry::fileColumns(), this);
    connect(m_file, &RecordsFile::finished, this, [this, path](const Problem &problem) {
        commands().tell(RecordsFile::outcome(problem, path));
        updateFootnote();
    });
    const auto page = [this](const QList<Record> &records) {
        const bool goesOn = m_file && m_file->write(records);
        if (goesOn)
            setFootnote(tr("Saving: %n entries", nullptr, int(m_file->written())));
        return goesOn;
    };
    list().readAll(m_file, page, [this](const Problem &problem) {
        if (m_file)
            m_file->end(problem);
    });
}

} // namespace parlance::gui
