// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/invitationspage.h"

#include "commands/commandbutton.h"
#include "commands/commandtexts.h"
#include "models/format.h"
#include "models/words.h"
#include "pages/filters.h"
#include "pages/tablepageparts.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"

#include <QCoreApplication>
#include <QLocale>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

constexpr int createdAtColumn = 7;

struct RegistrationText
{
    QLatin1StringView mode;
    const char *text;
};

constexpr RegistrationText registrationTexts[] = {
    {"open"_L1, QT_TRANSLATE_NOOP("InvitationTexts", "Everybody may register")},
    {"approval"_L1, QT_TRANSLATE_NOOP("InvitationTexts", "Who is not invited waits for approval")},
    {"invitation"_L1, QT_TRANSLATE_NOOP("InvitationTexts", "Only the invited may register")},
    {"closed"_L1, QT_TRANSLATE_NOOP("InvitationTexts", "Nobody may register, invited or not")},
};

QString registrationText(const QString &mode)
{
    for (const RegistrationText &each : registrationTexts) {
        if (each.mode == mode)
            return QCoreApplication::translate("InvitationTexts", each.text);
    }
    return {};
}

Columns invitationColumns()
{
    return {
        {.name = "note",
         .title = QT_TRANSLATE_NOOP("Columns", "Note"),
         .width = 230,
         .sort = "note"},
        {.name = "state",
         .title = QT_TRANSLATE_NOOP("Columns", "State"),
         .kind = Kind::Status,
         .width = 90,
         .sort = "state"},
        {.name = "used",
         .title = QT_TRANSLATE_NOOP("Columns", "Used"),
         .kind = Kind::Count,
         .width = 60,
         .sort = "used"},
        {.name = "uses",
         .title = QT_TRANSLATE_NOOP("Columns", "Allowed"),
         .kind = Kind::Count,
         .width = 70,
         .sort = "uses"},
        {.name = "expiresAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Expires"),
         .kind = Kind::Time,
         .width = 90,
         .sort = "expiresAt"},
        {.name = "room",
         .title = QT_TRANSLATE_NOOP("Columns", "Joins room"),
         .width = 120,
         .sort = "room"},
        {.name = "createdBy",
         .title = QT_TRANSLATE_NOOP("Columns", "Created by"),
         .width = 110,
         .sort = "createdBy"},
        {.name = "createdAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Created"),
         .kind = Kind::Time,
         .width = 90,
         .sort = "createdAt"},
        {.name = "id",
         .title = QT_TRANSLATE_NOOP("Columns", "Id"),
         .width = 200,
         .isHidden = true,
         .sort = "id"},
    };
}

// The server forgets what has expired; here it may still be in the table.
QString stateOf(const Cells &invitation, const QDateTime &now)
{
    if (invitation.value(u"used"_s).toLongLong() >= invitation.value(u"uses"_s).toLongLong())
        return u"used_up"_s;
    const QDateTime end = format::timeOf(invitation.value(u"expiresAt"_s));
    return end.isValid() && end < now ? u"expired"_s : u"active"_s;
}

} // namespace

InvitationsPage::InvitationsPage(const Console &console)
    : TablePage(console, u"invitations"_s, tr("Invitations"), u"invitations"_s)
    , m_model(invitationColumns())
    , m_list(console.link, {.command = u"invitations.list"_s}, invitationColumns())
    , m_state(new FilterBox(u"state"_s, tr("Any state")))
{
    setModel(m_model);
    addControls();
    // The server's order is that of their making, and one looks for the last ones.
    table().sortBy(createdAtColumn, Qt::DescendingOrder);
    connect(&link(), &ServerLink::stateChanged, this, &InvitationsPage::adapt);
    connect(&link(), &ServerLink::accessChanged, this, &InvitationsPage::refresh);
    connect(&commands(), &CommandRunner::done, this,
            [this](const CommandSpec *spec, const Chosen &, const Reply &reply) {
                takeDone(*spec, reply);
            });
    adapt();
}

void InvitationsPage::addControls()
{
    for (const QString &state : {u"active"_s, u"used_up"_s})
        m_state->addChoice(state, shownWord(state));
    addFilter(m_state);
    m_create = addCommand(u"invitations.create"_s);
    m_create->setIcon(gui::icon(u"plus"_s));
}

bool InvitationsPage::isAllowed() const
{
    return m_list.isAllowed();
}

void InvitationsPage::adapt()
{
    m_create->setReady(link().state() == ServerLink::State::Online);
}

void InvitationsPage::setShown(bool isShown)
{
    m_isShown = isShown;
    if (!isShown)
        m_reading.reset();
    refresh();
}

void InvitationsPage::refresh()
{
    adapt();
    if (!m_isShown || link().state() != ServerLink::State::Online)
        return;
    m_read.clear();
    m_isCut = false;
    m_reading = std::make_unique<QObject>();
    m_list.readAll(
        m_reading.get(), [this](const QList<Record> &page) { return takePage(page); },
        [this](const Problem &problem) { finish(problem); });
    link().run(u"status"_s, {}, m_reading.get(), [this](const Reply &reply) {
        m_registration = reply.cells().value(u"registration"_s).toString();
        updateFootnote();
    });
}

void InvitationsPage::takeDone(const CommandSpec &spec, const Reply &reply)
{
    const QLatin1StringView command(spec.command);
    if (!command.startsWith("invitations."_L1))
        return;
    if (command == "invitations.create"_L1)
        m_made = reply.cells().value(u"invitation"_s).toMap().value(u"id"_s).toString();
    refresh();
}

bool InvitationsPage::takePage(const QList<Record> &page)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (Record record : page) {
        m_isCut = m_read.size() >= maxInvitations;
        if (m_isCut)
            return false;
        record.cells.insert(u"state"_s, stateOf(record.cells, now));
        m_read.append(record);
    }
    return true;
}

// What was there stays while the link is down.
void InvitationsPage::finish(const Problem &problem)
{
    m_problem = problem;
    if (!problem) {
        m_isLoaded = true;
        m_readAt = QDateTime::currentDateTimeUtc();
        m_invitations = std::exchange(m_read, {});
    }
    showMatching();
    if (m_model.rowOf(m_made) >= 0)
        table().selectKey(std::exchange(m_made, {}));
}

bool InvitationsPage::matches(const Record &invitation) const
{
    const auto textOf = [&](const QString &cell) {
        return invitation.cells.value(cell).toString();
    };
    if (!m_state->value().isEmpty() && textOf(u"state"_s) != m_state->value())
        return false;
    const QString wanted = filterText().trimmed();
    for (const QString &cell : {u"note"_s, u"room"_s, u"createdBy"_s}) {
        if (textOf(cell).contains(wanted, Qt::CaseInsensitive))
            return true;
    }
    return invitation.key == wanted;
}

void InvitationsPage::showMatching()
{
    QList<Record> shown;
    for (const Record &each : std::as_const(m_invitations)) {
        if (matches(each))
            shown.append(each);
    }
    m_model.setRecords(shown);
    explainEmptyTable();
    updateFootnote();
}

void InvitationsPage::explainEmptyTable()
{
    if (m_model.rowCount() > 0)
        setEmptyText({});
    else if (!m_invitations.isEmpty())
        setEmptyText(tr("No invitation matches"), tr("There may be ones that the filter hides."),
                     tr("Show all"));
    else if (m_isLoaded)
        setEmptyText(tr("Nobody is invited"),
                     tr("With the code of an invitation, people can make an account although "
                        "registration is not open to everybody."));
    else if (m_problem)
        setEmptyText(tr("The invitations could not be read"), commandtexts::sentence(m_problem));
}

void InvitationsPage::updateFootnote()
{
    if (!m_isLoaded)
        return TablePage::updateFootnote();
    const int all = int(m_invitations.size());
    const int shown = m_model.rowCount();
    QStringList parts{tr("%1 invitation(s)", nullptr, all).arg(QLocale().toString(all))};
    if (shown != all)
        parts.append(tr("%1 shown").arg(QLocale().toString(shown)));
    if (m_isCut)
        parts.append(tr("there are more, which are not read"));
    parts.append(registrationText(m_registration));
    parts.append(tableparts::asOf(link(), m_readAt));
    parts.removeAll(QString());
    setFootnote(parts.join(u" · "_s));
}

Chosen InvitationsPage::chosenFrom(const Record &record) const
{
    const QString note = record.cells.value(u"note"_s).toString();
    return {Subject::Invitation, note.isEmpty() ? record.key : note, record.key, record.cells};
}

void InvitationsPage::applyFilter(const QString &)
{
    showMatching();
}

void InvitationsPage::filterBy(const QString &, const QString &)
{
    showMatching();
}

} // namespace parlance::gui
