// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/trafficpage.h"

#include "commands/commandbutton.h"
#include "models/format.h"
#include "models/words.h"
#include "pages/detailpane.h"
#include "pages/filters.h"
#include "pages/recordsfile.h"
#include "pages/revealbar.h"
#include "pages/trafficmodel.h"
#include "widgets/icons.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

Columns trafficFacts()
{
    return {
        {.name = "exact", .title = QT_TRANSLATE_NOOP("Columns", "Time")},
        {.name = "username", .title = QT_TRANSLATE_NOOP("Columns", "User")},
        {.name = "room", .title = QT_TRANSLATE_NOOP("Columns", "Room")},
        {.name = "command", .title = QT_TRANSLATE_NOOP("Columns", "Command")},
        {.name = "target", .title = QT_TRANSLATE_NOOP("Columns", "Target")},
        {.name = "outcome",
         .title = QT_TRANSLATE_NOOP("Columns", "Outcome"),
         .kind = Column::Kind::Status},
        {.name = "dialect",
         .title = QT_TRANSLATE_NOOP("Columns", "Dialect"),
         .kind = Column::Kind::Status},
        {.name = "transport",
         .title = QT_TRANSLATE_NOOP("Columns", "Transport"),
         .kind = Column::Kind::Status},
        {.name = "bytes",
         .title = QT_TRANSLATE_NOOP("Columns", "Size"),
         .kind = Column::Kind::Bytes},
        {.name = "commitMs",
         .title = QT_TRANSLATE_NOOP("Columns", "Latency"),
         .kind = Column::Kind::Latency},
        {.name = "address", .title = QT_TRANSLATE_NOOP("Columns", "Address")},
        {.name = "messageId", .title = QT_TRANSLATE_NOOP("Columns", "Message id")},
    };
}

} // namespace

TrafficPage::TrafficPage(const Console &console)
    : EntriesPage(console, u"traffic"_s, tr("Traffic"), u"traffic"_s)
    , m_model(new TrafficModel(console.link, this))
    , m_bar(new RevealBar(console, this))
    , m_details(new DetailPane(console, {u"messages.redact"_s}, trafficFacts()))
{
    setEntries(*m_model, tr("Nothing has happened yet"),
               tr("Messages, joins, connections and commands appear here as they happen, from "
                  "when somebody looks."));
    setFilterHint(tr("User"));
    addFilters();
    addReveal();
    addEntryControls();
    addBand(m_bar);
    setInspector(m_details);
    connect(m_details, &DetailPane::wanted, this, &Page::wanted);
}

void TrafficPage::addFilters()
{
    auto *room = new FilterField(u"room"_s, u"room"_s, tr("Room"));
    room->setAccessibleName(tr("Filter: room"));
    room->setToolTip(tr("The whole name of a room, or its id"));
    addFilter(room);
    addFilter(new KindFilter(TrafficModel::kinds(), tr("All kinds")));
}

void TrafficPage::addReveal()
{
    CommandButton *reveal = addCommand(u"traffic.reveal"_s);
    connect(m_bar, &RevealBar::revealedChanged, this, [this, reveal](bool isRevealed) {
        m_model->setTextsShown(isRevealed);
        updateSelected();
        reveal->setVisible(!isRevealed);
    });
    // On this page, the bar says it.
    connect(m_bar, &RevealBar::told, this, [this](const QString &text) {
        if (!m_isFront)
            commands().tell(text);
    });
    reveal->setVisible(!m_bar->isRevealed());
}

void TrafficPage::setShown(bool isShown)
{
    m_isFront = isShown;
    EntriesPage::setShown(isShown);
}

RecordsFile *TrafficPage::makeFile(const QString &path)
{
    Columns columns = TrafficModel::fileColumns();
    // What is hidden on screen does not come out in a file.
    if (!m_model->areTextsShown())
        columns.pop_back();
    return RecordsFile::csv(path, columns, this);
}

QString TrafficPage::unreadText(int count) const
{
    return tr("%n new entries", nullptr, count);
}

Chosen TrafficPage::chosenFrom(const Record &record) const
{
    const Cells &cells = record.cells;
    const QString username = cells.value(u"username"_s).toString();
    const QString userId = cells.value(u"userId"_s).toString();
    const QString messageId = cells.value(u"messageId"_s).toString();
    const QString kind = cells.value(u"kind"_s).toString();
    if (!messageId.isEmpty() && kind != u"deleted"_s && !cells.value(u"direct"_s).toBool()) {
        return {Subject::Message,
                username,
                messageId,
                {{u"id"_s, messageId},
                 {u"author"_s, username},
                 {u"authorId"_s, userId},
                 {u"roomId"_s, cells.value(u"roomId"_s)}}};
    }
    if (!userId.isEmpty())
        return {Subject::User, username, userId, {{u"id"_s, userId}, {u"username"_s, username}}};
    // Nothing can be done about it, but it can be looked at and copied.
    return {Subject::None, shownWord(kind), record.key, {}};
}

void TrafficPage::applyFilter(const QString &text)
{
    filterBy(u"user"_s, text);
}

QList<std::pair<QString, Place>> TrafficPage::placesOf(const Cells &cells) const
{
    QList<std::pair<QString, Place>> places;
    const QString username = cells.value(u"username"_s).toString();
    const QString userId = cells.value(u"userId"_s).toString();
    const QString room = cells.value(u"room"_s).toString();
    if (!userId.isEmpty())
        places.append({tr("User %1").arg(username), {u"users"_s, userId, username}});
    if (!room.isEmpty() && !cells.value(u"direct"_s).toBool())
        places.append(
            {tr("Room %1").arg(room), {u"rooms"_s, cells.value(u"roomId"_s).toString(), room}});
    return places;
}

void TrafficPage::updateSelected()
{
    const Record &record = selected();
    if (record.key.isEmpty())
        return;
    Cells cells = m_model->shownCells(record.cells);
    cells.insert(u"exact"_s, format::exact(format::timeOf(cells.value(u"at"_s))));
    const QString kind = shownWord(cells.value(u"kind"_s).toString());
    m_details->show(chosenFrom(record), kind, cells);
    m_details->setText(cells.value(u"text"_s).toString());
    m_details->setPlaces(placesOf(cells));
}

} // namespace parlance::gui
