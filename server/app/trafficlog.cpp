// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trafficlog.h"

#include "app/auditlog.h"

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNames = 10'000;

const QString &native()
{
    static const QString name = u"native"_s;
    return name;
}

qint64 utf8Bytes(const QString &text)
{
    qint64 bytes = 0;
    for (const QChar unit : text) {
        // Each half of a surrogate pair stands for two of its four bytes.
        if (unit.unicode() < 0x80)
            bytes += 1;
        else
            bytes += unit.unicode() < 0x800 || unit.isSurrogate() ? 2 : 3;
    }
    return bytes;
}

std::chrono::microseconds commitTimeOf(const MessagePosted &posted)
{
    if (posted.parsedAt.time_since_epoch().count() == 0)
        return std::chrono::microseconds(-1);
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 posted.parsedAt);
}

} // namespace

QStringList trafficKindNames()
{
    return {u"posted"_s,    u"edited"_s,       u"deleted"_s, u"joined"_s,  u"left"_s,
            u"connected"_s, u"disconnected"_s, u"online"_s,  u"offline"_s, u"command"_s};
}

QString trafficKindName(TrafficKind kind)
{
    return trafficKindNames().value(int(kind));
}

TrafficLog::TrafficLog(Broker &broker, AdminRoomStore &rooms, Clock clock)
    : m_rooms(rooms)
    , m_clock(std::move(clock))
{
    // Before the delivery, which takes time that the commit did not.
    broker.subscribe(Broker::Stage::State, [this](const Event &event) {
        if (m_isWatched)
            handle(event);
    });
}

TrafficLog::~TrafficLog()
{
    *m_isAlive = false;
}

void TrafficLog::setWatched(bool isWatched)
{
    if (isWatched == m_isWatched)
        return;
    m_isWatched = isWatched;
    // Whoever looked before and comes back sees that something is missing.
    if (isWatched && m_newest > 0)
        ++m_newest;
    m_entries.clear();
    m_nameless.clear();
    m_names.clear();
    m_textSize = 0;
}

void TrafficLog::setWantsText(WantsText wants)
{
    m_wantsText = std::move(wants);
    if (m_wantsText)
        return;
    for (std::deque<TrafficEntry> *each : {&m_entries, &m_nameless}) {
        for (TrafficEntry &entry : *each)
            entry.text.reset();
    }
    m_textSize = 0;
}

// What is noted ----------------------------------------------------------------------------------

TrafficEntry TrafficLog::entryOf(TrafficKind kind, RoomId room, const UserRef &user) const
{
    TrafficEntry entry{.at = m_clock(), .kind = kind, .room = room};
    entry.user = user.id;
    entry.username = user.username;
    return entry;
}

TrafficEntry TrafficLog::entryOf(TrafficKind kind, const Message &message) const
{
    TrafficEntry entry = entryOf(kind, message.roomId, message.author);
    entry.isDirect = message.recipient.has_value();
    entry.message = message.id;
    if (kind == TrafficKind::Deleted)
        return entry;
    entry.bytes = utf8Bytes(message.text);
    if (!entry.isDirect && m_wantsText && m_wantsText(message.roomId))
        entry.text = message.text.left(maxText);
    return entry;
}

void TrafficLog::posted(const MessagePosted &event)
{
    TrafficEntry entry = entryOf(TrafficKind::Posted, event.message);
    entry.dialect = event.dialect.isEmpty() ? native() : event.dialect;
    entry.transport = event.overSocket ? u"socket"_s : u"rest"_s;
    entry.commitTime = commitTimeOf(event);
    add(std::move(entry));
}

void TrafficLog::handle(const Event &event)
{
    if (const auto *message = std::get_if<MessagePosted>(&event)) {
        posted(*message);
    } else if (const auto *edited = std::get_if<MessageEdited>(&event)) {
        add(entryOf(TrafficKind::Edited, edited->message));
    } else if (const auto *deleted = std::get_if<MessageDeleted>(&event)) {
        add(entryOf(TrafficKind::Deleted, deleted->message));
    } else if (const auto *joined = std::get_if<MemberJoined>(&event)) {
        remember(joined->room.id, joined->room.name);
        TrafficEntry entry = entryOf(TrafficKind::Joined, joined->room.id, joined->user);
        entry.isDirect = joined->room.kind == RoomKind::Direct;
        add(std::move(entry));
    } else if (const auto *left = std::get_if<MemberLeft>(&event)) {
        add(entryOf(TrafficKind::Left, left->roomId, left->user));
    } else if (const auto *changed = std::get_if<PresenceChanged>(&event)) {
        add(entryOf(changed->online ? TrafficKind::Online : TrafficKind::Offline, {},
                    changed->user));
    } else if (const auto *updated = std::get_if<RoomUpdated>(&event)) {
        remember(updated->room.id, updated->room.name);
    }
}

void TrafficLog::note(TrafficKind kind, const ConnectionInfo &connection)
{
    if (!m_isWatched)
        return;
    const UserRef user = connection.actor ? connection.actor->user() : UserRef();
    TrafficEntry entry = entryOf(kind, {}, user);
    entry.dialect = connection.dialect;
    entry.transport = connection.transport;
    entry.address = connection.address;
    add(std::move(entry));
}

void TrafficLog::noteCommand(const AdminAction &action, const QString &outcome)
{
    if (!m_isWatched)
        return;
    TrafficEntry entry = entryOf(TrafficKind::Command, {}, {action.actorId, action.actor});
    entry.address = action.address;
    entry.command = action.command;
    entry.target = namedTarget(action.arguments);
    entry.outcome = outcome;
    add(std::move(entry));
}

// In order ---------------------------------------------------------------------------------------

void TrafficLog::add(TrafficEntry entry)
{
    const bool isKnown = entry.room.isNull() || entry.isDirect || m_names.contains(entry.room);
    if (!isKnown)
        findName(entry.room);
    m_nameless.push_back(std::move(entry));
    // The storage may not answer for a while.
    if (m_nameless.size() > mostEntries)
        remember(m_nameless.front().room, {});
    flush();
}

void TrafficLog::findName(RoomId room)
{
    if (m_asked.contains(room))
        return;
    m_asked.insert(room);
    m_rooms.findRoomDetails(room.toString(),
                            [this, room, isAlive = m_isAlive](const Result<RoomDetails> &found) {
                                if (*isAlive)
                                    named(room, found ? found->room.name : QString());
                            });
}

void TrafficLog::named(RoomId room, const QString &name)
{
    m_asked.remove(room);
    if (!m_isWatched)
        return;
    remember(room, name);
    flush();
}

void TrafficLog::remember(RoomId room, const QString &name)
{
    if (m_names.size() >= mostNames)
        m_names.clear();
    m_names.insert(room, name);
}

void TrafficLog::flush()
{
    while (!m_nameless.empty()) {
        TrafficEntry &first = m_nameless.front();
        if (!first.room.isNull() && !first.isDirect) {
            const auto name = m_names.constFind(first.room);
            // It may have been forgotten meanwhile.
            if (name == m_names.cend())
                return findName(first.room);
            first.roomName = *name;
        }
        keep(std::move(first));
        m_nameless.pop_front();
    }
}

void TrafficLog::keep(TrafficEntry entry)
{
    entry.position = ++m_newest;
    if (entry.text)
        m_textSize += entry.text->size();
    m_entries.push_back(std::move(entry));
    if (m_entries.size() > mostEntries) {
        if (m_entries.front().text)
            m_textSize -= m_entries.front().text->size();
        m_entries.pop_front();
    }
    if (m_textSize > mostText)
        dropOldestText();
}

void TrafficLog::dropOldestText()
{
    for (TrafficEntry &entry : m_entries) {
        if (m_textSize <= mostText)
            return;
        if (entry.text)
            m_textSize -= entry.text->size();
        entry.text.reset();
    }
}

} // namespace parlance
