// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/moderationlists.h"

#include "models/words.h"
#include "pages/answertable.h"
#include "pages/detailpane.h"
#include "pages/moderationtexts.h"
#include "pages/usersmodel.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

/// Accounts in one state. A ban is a suspension without an end.
class AccountsModel : public WindowModel
{
public:
    AccountsModel(ServerLink &link, const QString &state, Columns columns)
        : WindowModel(link, u"users"_s, std::move(columns))
    {
        setFilter(u"state"_s, state);
    }

protected:
    QVariant valueOf(const Record &record, int column) const override
    {
        return pathOf(column).first() == u"state"_s ? QVariant(UsersModel::stateOf(record.cells))
                                                    : WindowModel::valueOf(record, column);
    }
};

AnswerTable::Source accountHistory()
{
    return {
        .list = {.command = u"audit.list"_s,
                 .key = {u"position"_s},
                 .cursor = u"before"_s,
                 .limit = 100},
        .columns =
            {{.name = "at",
              .title = QT_TRANSLATE_NOOP("Columns", "Time"),
              .kind = Column::Kind::Time,
              .width = 70},
             {.name = "actor", .title = QT_TRANSLATE_NOOP("Columns", "By"), .width = 80},
             {.name = "command", .title = QT_TRANSLATE_NOOP("Columns", "Command"), .width = 110},
             {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Reason"), .width = 120}},
        .name = "command",
        .emptyText = QT_TRANSLATE_NOOP("AnswerTables", "Nothing is logged.")};
}

} // namespace

ModerationTable::ModerationTable(const Console &console, const QString &id, const QString &title,
                                 const QString &icon, WindowModel *model)
    : TablePage(console, id, title, icon)
    , m_model(model)
{
    model->setParent(this);
    hideHeading();
    setModel(*model);
    connect(model, &WindowModel::loaded, this, &ModerationTable::countChanged);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ModerationTable::countChanged);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ModerationTable::countChanged);
    // The views follow what happens; who has acted should not wait for them.
    connect(&commands(), &CommandRunner::done, this, [this] { m_model->feed().refresh(); });
}

QString ModerationTable::countText() const
{
    return m_model->isLoaded() ? QLocale().toString(m_model->rowCount()) : QString();
}

// Reports
// ------------------------------------------------------------------------------------------

ReportsList::ReportsList(const Console &console)
    : ModerationTable(console, u"reports"_s, tr("Reports"), u"flag"_s,
                      new WindowModel(console.link, u"reports"_s, moderation::reportColumns()))
    , m_details(new DetailPane(console, {u"reports.resolve"_s, u"messages.redact-of-report"_s},
                               moderation::reportFacts()))
{
    // The server has no filter for reports, and few are open.
    hideFilter();
    setNothingText(tr("No open reports"),
                   tr("What users report, messages and other users, appears here at once."));
    setInspector(m_details);
    connect(m_details, &DetailPane::wanted, this, &Page::wanted);
}

Chosen ReportsList::chosenFrom(const Record &record) const
{
    return {Subject::Report, record.cells.value(u"username"_s).toString(), record.key,
            record.cells};
}

void ReportsList::updateSelected()
{
    const Record &record = selected();
    if (record.key.isEmpty())
        return;
    const QString subject = record.cells.value(u"subject"_s).toString();
    const QString note = !isSelectedThere()        ? tr("This report is closed.")
                         : subject == u"user"_s    ? tr("The user was reported")
                         : subject == u"message"_s ? tr("A message was reported")
                                                   : tr("A message was reported, and is deleted");
    m_details->show(chosenFrom(record), note, record.cells);
    m_details->setText(record.cells.value(u"text"_s).toString());
    m_details->setPlaces(moderation::placesOf(record.cells));
}

// Accounts
// -----------------------------------------------------------------------------------------

AccountsList::AccountsList(const Console &console, Kind kind)
    : ModerationTable(console, kind == Kind::Approvals ? u"approvals"_s : u"suspensions"_s,
                      kind == Kind::Approvals ? tr("Approvals") : tr("Suspensions"),
                      kind == Kind::Approvals ? u"clock"_s : u"pause"_s,
                      new AccountsModel(console.link,
                                        kind == Kind::Approvals ? u"pending"_s : u"suspended"_s,
                                        kind == Kind::Approvals ? moderation::approvalColumns()
                                                                : moderation::suspensionColumns()))
    , m_kind(kind)
    , m_details(new DetailPane(
          console, {u"users.approve"_s, u"users.reject"_s, u"users.unsuspend"_s, u"users.unban"_s},
          moderation::accountFacts()))
{
    if (kind == Kind::Approvals)
        setNothingText(tr("Nobody waits for approval"),
                       tr("New accounts appear here where registration needs approval."));
    else
        setNothingText(tr("Nobody is suspended or banned"));
    setInspector(m_details);
    if (kind == Kind::Suspensions)
        addHistory();
    connect(m_details, &DetailPane::wanted, this, &Page::wanted);
}

void AccountsList::addHistory()
{
    auto *title = new QLabel(tr("What was done"), m_details);
    title->setForegroundRole(QPalette::PlaceholderText);
    m_history = new AnswerTable(console(), accountHistory(), m_details);
    m_history->setMinimumHeight(22 * theme::grid);
    m_details->addWidget(title);
    m_details->addWidget(m_history);
}

Chosen AccountsList::chosenFrom(const Record &record) const
{
    return {Subject::User, record.cells.value(u"username"_s).toString(), record.key, record.cells};
}

void AccountsList::applyFilter(const QString &text)
{
    model().setFilter(u"text"_s, text);
}

void AccountsList::updateSelected()
{
    const Record &record = selected();
    if (record.key.isEmpty())
        return;
    const QString state = shownWord(UsersModel::stateOf(record.cells));
    const QString note =
        m_kind == Kind::Approvals ? state : tr("%1 %2").arg(state, moderation::endOf(record.cells));
    const QString username = record.cells.value(u"username"_s).toString();
    m_details->show(chosenFrom(record), isSelectedThere() ? note : tr("Not in this list any more"),
                    record.cells);
    m_details->setPlaces({{tr("User %1").arg(username), {u"users"_s, record.key, username}}});
    if (m_history)
        m_history->setArguments({{u"target"_s, username}});
}

} // namespace parlance::gui
