// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/sessionspage.h"

#include "models/format.h"
#include "models/words.h"
#include "pages/sessioninspector.h"
#include "widgets/tableview.h"

#include <QComboBox>
#include <QSettings>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

/// A dialect that the settings name, and that nobody speaks now, is selectable all the same.
void selectData(QComboBox &combo, const QString &value)
{
    if (combo.findData(value) < 0)
        combo.addItem(shownWord(value), value);
    combo.setCurrentIndex(combo.findData(value));
}

} // namespace

SessionsPage::SessionsPage(const Console &console)
    : TablePage(console, u"sessions"_s, tr("Sessions"), u"sessions"_s)
    , m_model(link())
    , m_status(link(), u"status"_s)
    , m_transport(addCombo(u"transport"_s, tr("All transports"), {u"websocket"_s, u"polling"_s}))
    , m_dialect(addCombo(u"dialect"_s, tr("All dialects"), {u"native"_s}))
    , m_inspector(new SessionInspector(link(), commands(), this))
{
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

QComboBox *SessionsPage::addCombo(const QString &filter, const QString &all,
                                  const QStringList &values)
{
    auto *combo = new QComboBox(this);
    combo->setObjectName(filter);
    combo->setAccessibleName(all);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->addItem(all, QString());
    for (const QString &value : values)
        combo->addItem(shownWord(value), value);
    connect(combo, &QComboBox::currentIndexChanged, this,
            [this, combo, filter] { m_model.setFilter(filter, combo->currentData().toString()); });
    addControl(combo);
    return combo;
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

void SessionsPage::open(const Place &place)
{
    // What is to be seen must not be hidden by filters of before.
    if (!place.key.isEmpty() || !place.text.isEmpty())
        clearOtherFilters();
    TablePage::open(place);
}

bool SessionsPage::hasOtherFilters() const
{
    return m_transport->currentIndex() > 0 || m_dialect->currentIndex() > 0;
}

void SessionsPage::clearOtherFilters()
{
    m_transport->setCurrentIndex(0);
    m_dialect->setCurrentIndex(0);
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
            m_dialect->addItem(shownWord(dialect), dialect);
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

void SessionsPage::saveState(QSettings &settings) const
{
    TablePage::saveState(settings);
    settings.setValue(u"transport"_s, m_transport->currentData());
    settings.setValue(u"dialect"_s, m_dialect->currentData());
}

void SessionsPage::restoreState(QSettings &settings)
{
    TablePage::restoreState(settings);
    selectData(*m_transport, settings.value(u"transport"_s).toString());
    selectData(*m_dialect, settings.value(u"dialect"_s).toString());
}

} // namespace parlance::gui
