// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/sessionspage.h"

#include "models/format.h"
#include "models/words.h"
#include "pages/filters.h"
#include "pages/sessioninspector.h"
#include "widgets/tableview.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

SessionsPage::SessionsPage(const Console &console)
    : TablePage(console, u"sessions"_s, tr("Sessions"), u"sessions"_s)
    , m_model(link())
    , m_status(link(), u"status"_s)
    , m_inspector(new SessionInspector(link(), commands(), this))
{
    addBox(u"transport"_s, tr("All transports"), {u"websocket"_s, u"polling"_s});
    m_dialect = addBox(u"dialect"_s, tr("All dialects"), {u"native"_s});
    setModel(m_model);
    setInspector(m_inspector);
    setNothingText(tr("Nobody is connected"),
                   tr("Connections appear here as soon as a client opens one."));
    connect(&m_status, &Feed::rowsChanged, this, &SessionsPage::takeStatus);
    connect(m_inspector, &SessionInspector::userWanted, this, [this](const QString &username) {
        Q_EMIT wanted({.page = u"users"_s, .key = {}, .text = username});
    });
    connect(&table(), &TableView::chosen, this, [this] { m_inspector->setFocus(); });
    m_status.show({}, 0, 1);
}

FilterBox *SessionsPage::addBox(const QString &filter, const QString &all,
                                const QStringList &values)
{
    auto *box = new FilterBox(filter, all);
    // A dialect that nobody speaks now.
    box->setOpen(true);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const QString &value : values)
        box->addChoice(value, shownWord(value));
    addFilter(box);
    return box;
}

bool SessionsPage::isAllowed() const
{
    return link().maySee(u"sessions"_s);
}

void SessionsPage::setShown(bool isShown)
{
    m_model.feed().setActive(isShown);
    m_status.setActive(isShown);
}

void SessionsPage::refresh()
{
    TablePage::refresh();
    m_inspector->refresh();
}

QString SessionsPage::badge() const
{
    return m_connections < 0 ? QString() : format::count(double(m_connections));
}

void SessionsPage::applyFilter(const QString &text)
{
    m_model.setFilter(u"text"_s, text.trimmed());
}

Chosen SessionsPage::chosenFrom(const Record &record) const
{
    const QString username = record.cells.value(u"username"_s).toString();
    const QString address = record.cells.value(u"address"_s).toString();
    return {.subject = Subject::Connection,
            .name = username.isEmpty() ? address : username,
            .key = record.key,
            .cells = record.cells};
}

void SessionsPage::updateSelected()
{
    m_inspector->showConnection(table().selectedKey(), chosen(), isSelectedThere());
}

void SessionsPage::takeStatus(const RowChanges &changes)
{
    if (changes.rows.isEmpty())
        return;
    const Cells &cells = changes.rows.first().cells;
    if (cells.contains(u"connections"_s)) {
        m_connections = cells.value(u"connections"_s).toLongLong();
        updateFootnote();
        Q_EMIT badgeChanged();
    }
    // Dialects that are spoken now, a few; whatever a server sends.
    const QStringList dialects = cells.value(u"connectionsByDialect"_s).toMap().keys();
    for (const QString &dialect : dialects) {
        if (m_dialect->count() < 20 && m_dialect->findData(dialect) < 0)
            m_dialect->addChoice(dialect, shownWord(dialect));
    }
}

void SessionsPage::updateFootnote()
{
    TablePage::updateFootnote();
    const int shown = m_model.rowCount();
    const bool isFiltered = !filterText().isEmpty() || hasOtherFilters();
    if (!isFiltered || m_connections < shown || link().state() != ServerLink::State::Online)
        return;
    setFootnote(
        tr("%1 · %2 shown")
            .arg(tr("%Ln connection(s)", nullptr, int(m_connections)), QLocale().toString(shown)));
}

} // namespace parlance::gui
