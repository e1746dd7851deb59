// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/detailpane.h"
#include "pages/moderationlists.h"
#include "pages/moderationtexts.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QLineEdit>

// Bans and mutes of the moderation page.
namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

using LimitKind = LimitsList::Kind;

CommandList::Source limitSource(LimitKind kind)
{
    if (kind == LimitKind::Bans)
        return {.command = u"bans.list"_s, .key = {u"address"_s}};
    return {.command = kind == LimitKind::Mutes ? u"mutes.list"_s : u"rooms.bans"_s,
            .key = {u"userId"_s, u"roomId"_s}};
}

Columns limitColumns(LimitKind kind)
{
    return kind == LimitKind::Bans    ? moderation::banColumns()
           : kind == LimitKind::Mutes ? moderation::muteColumns()
                                      : moderation::roomBanColumns();
}

QString limitId(LimitKind kind)
{
    return kind == LimitKind::Bans    ? u"bans"_s
           : kind == LimitKind::Mutes ? u"mutes"_s
                                      : u"roombans"_s;
}

QString limitTitle(LimitKind kind)
{
    return kind == LimitKind::Bans    ? LimitsList::tr("Banned addresses")
           : kind == LimitKind::Mutes ? LimitsList::tr("Mutes")
                                      : LimitsList::tr("Room bans");
}

} // namespace

LimitsList::LimitsList(const Console &console, Kind kind)
    : ListPage(console, limitId(kind), limitTitle(kind), kind == Kind::Mutes ? u"mute"_s : u"ban"_s,
               limitSource(kind), limitColumns(kind))
    , m_kind(kind)
    , m_details(new DetailPane(console, {u"bans.remove"_s, u"users.unmute"_s, u"rooms.unban"_s},
                               moderation::limitFacts()))
{
    hideHeading();
    if (kind == Kind::Bans)
        addCommand(u"bans.add"_s);
    if (kind == Kind::RoomBans)
        addRoomField();
    setInspector(m_details);
    connect(m_details, &DetailPane::wanted, this, &Page::wanted);
    updateList();
}

void LimitsList::addRoomField()
{
    m_room = new QLineEdit(this);
    m_room->setObjectName(u"roomOfBans"_s);
    m_room->setAccessibleName(tr("Room whose bans are listed"));
    m_room->addAction(gui::icon(u"room"_s), QLineEdit::LeadingPosition);
    m_room->setPlaceholderText(tr("Room: whole name or id, then Enter"));
    m_room->setClearButtonEnabled(true);
    m_room->setMinimumWidth(30 * theme::grid);
    addControl(m_room);
    connect(m_room, &QLineEdit::editingFinished, this, [this] { setRoom(m_room->text()); });
}

void LimitsList::setRoom(const QString &room)
{
    const QString name = room.trimmed();
    m_room->setText(name);
    if (name.isEmpty())
        list().model().clear();
    list().setArguments(name.isEmpty() ? Cells() : Cells{{u"room"_s, name}});
    setShown(m_isFront);
}

bool LimitsList::isAllowed() const
{
    return list().isAllowed();
}

bool LimitsList::isWaiting() const
{
    return m_kind == Kind::RoomBans && m_room && m_room->text().trimmed().isEmpty();
}

// Without a room there is nothing to ask.
void LimitsList::setShown(bool isShown)
{
    m_isFront = isShown;
    list().setActive(isShown && !isWaiting());
    updateList();
}

QString LimitsList::nothing() const
{
    switch (m_kind) {
    case Kind::Bans:
        return tr("No address is banned");
    case Kind::Mutes:
        return tr("Nobody is muted");
    default:
        return isWaiting() ? tr("Bans belong to a room") : tr("Nobody is banned from this room");
    }
}

QString LimitsList::nothingAdvice() const
{
    if (m_kind == Kind::Bans)
        return tr("A banned address or network cannot connect at all.");
    return isWaiting() ? tr("Type the room's name to list who is banned from it.") : QString();
}

Chosen LimitsList::chosenFrom(const Record &record) const
{
    if (m_kind == Kind::Bans)
        return {Subject::Ban, record.cells.value(u"address"_s).toString(), record.key,
                record.cells};
    return {m_kind == Kind::Mutes ? Subject::Mute : Subject::RoomBan,
            record.cells.value(u"username"_s).toString(), record.key, record.cells};
}

void LimitsList::updateSelected()
{
    const Record &record = selected();
    if (record.key.isEmpty())
        return;
    const QString end = moderation::endOf(record.cells);
    const QString room = record.cells.value(u"room"_s).toString();
    QString note = m_kind == Kind::Mutes ? tr("Muted %1").arg(end) : tr("Banned %1").arg(end);
    if (!isSelectedThere())
        note = tr("Not in this list any more");
    else if (!room.isEmpty())
        note = tr("%1, in the room %2").arg(note, room);
    m_details->show(chosenFrom(record), note, record.cells);
    m_details->setPlaces(moderation::placesOf(record.cells));
}

} // namespace parlance::gui
