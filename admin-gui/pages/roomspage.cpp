// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/roomspage.h"

#include "models/words.h"
#include "pages/filterbox.h"
#include "pages/roominspector.h"
#include "pages/roomsmodel.h"

#include <QCheckBox>
#include <QSettings>

namespace parlance::gui {

using namespace Qt::StringLiterals;

RoomsPage::RoomsPage(const Console &console)
    : TablePage(console, u"rooms"_s, tr("Rooms"), u"rooms"_s)
    , m_model(new RoomsModel(console.link, this))
    , m_inspector(new RoomInspector(console))
    , m_kind(new FilterBox(u"kind"_s, tr("Any type")))
    , m_frozen(new FilterBox(u"frozen"_s, tr("Any state")))
    , m_online(new QCheckBox(tr("Somebody online")))
{
    setModel(*m_model);
    setInspector(m_inspector);
    addFilters();
}

void RoomsPage::addFilters()
{
    for (const QString &kind : {u"public"_s, u"private"_s})
        m_kind->addChoice(kind, shownWord(kind));
    m_frozen->addChoice(u"true"_s, tr("Frozen"));
    m_frozen->addChoice(u"false"_s, tr("Not frozen"));
    m_online->setObjectName(u"filter-online"_s);
    m_online->setAccessibleName(tr("Only rooms with members online"));
    for (FilterBox *box : {m_kind, m_frozen}) {
        addControl(box);
        connect(box, &FilterBox::valueChanged, m_model, &WindowModel::setFilter);
    }
    addControl(m_online);
    connect(m_online, &QCheckBox::toggled, this, [this](bool isOn) { filterOnline(isOn); });
}

// The server does not sort by messages a minute with this filter.
void RoomsPage::filterOnline(bool isOn)
{
    Query query = m_model->query();
    if (isOn && query.sort == u"messagesPerMinute"_s)
        query.sort = u"online"_s;
    query.filter.remove(u"online"_s);
    if (isOn)
        query.filter.insert(u"online"_s, u"true"_s);
    m_model->setQuery(query);
}

void RoomsPage::setShown(bool isShown)
{
    m_model->feed().setActive(isShown);
}

// What is looked for by name may be of another kind than the one that was filtered for.
void RoomsPage::open(const Place &place)
{
    if (!place.key.isEmpty() || !place.text.isEmpty())
        clearOtherFilters();
    TablePage::open(place);
}

bool RoomsPage::hasOtherFilters() const
{
    return !m_kind->value().isEmpty() || !m_frozen->value().isEmpty() || m_online->isChecked();
}

void RoomsPage::clearOtherFilters()
{
    m_kind->setValue({});
    m_frozen->setValue({});
    m_online->setChecked(false);
}

void RoomsPage::saveState(QSettings &settings) const
{
    TablePage::saveState(settings);
    settings.setValue(u"kind"_s, m_kind->value());
    settings.setValue(u"frozen"_s, m_frozen->value());
    settings.setValue(u"online"_s, m_online->isChecked());
}

void RoomsPage::restoreState(QSettings &settings)
{
    TablePage::restoreState(settings);
    m_kind->setValue(settings.value(u"kind"_s).toString());
    m_frozen->setValue(settings.value(u"frozen"_s).toString());
    m_online->setChecked(settings.value(u"online"_s).toBool());
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
