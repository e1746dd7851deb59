// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/roomspage.h"

#include "models/words.h"
#include "pages/filters.h"
#include "pages/roominspector.h"
#include "pages/roomsmodel.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

RoomsPage::RoomsPage(const Console &console)
    : TablePage(console, u"rooms"_s, tr("Rooms"), u"rooms"_s)
    , m_model(new RoomsModel(console.link, this))
    , m_inspector(new RoomInspector(console))
{
    setModel(*m_model);
    setInspector(m_inspector);
    addFilters();
}

void RoomsPage::addFilters()
{
    auto *kind = new FilterBox(u"kind"_s, tr("Any type"));
    for (const QString &each : {u"public"_s, u"private"_s})
        kind->addChoice(each, shownWord(each));
    auto *frozen = new FilterBox(u"frozen"_s, tr("Any state"));
    frozen->addChoice(u"true"_s, tr("Frozen"));
    frozen->addChoice(u"false"_s, tr("Not frozen"));
    auto *online = new FilterSwitch(u"online"_s, tr("Somebody online"));
    online->setAccessibleName(tr("Only rooms with members online"));
    addFilter(kind);
    addFilter(frozen);
    addFilter(online);
}

void RoomsPage::filterBy(const QString &filter, const QString &value)
{
    Query query = m_model->query();
    if (filter != u"online"_s || value.isEmpty() || query.sort != u"messagesPerMinute"_s)
        return TablePage::filterBy(filter, value);
    // The server does not sort by messages a minute with this filter.
    query.sort = u"online"_s;
    query.filter.insert(filter, value);
    m_model->setQuery(query);
}

void RoomsPage::setShown(bool isShown)
{
    m_model->feed().setActive(isShown);
}

Chosen RoomsPage::chosenFrom(const Record &record) const
{
    return chosenRoom(record);
}

void RoomsPage::applyFilter(const QString &text)
{
    m_model->setFilter(u"text"_s, text);
}

void RoomsPage::select(const QString &key)
{
    if (key.isEmpty())
        m_inspector->show(nullptr);
}

// What does not match any more stays in the inspector.
void RoomsPage::updateSelected()
{
    if (!selected().key.isEmpty())
        m_inspector->show(&selected());
}

} // namespace parlance::gui
