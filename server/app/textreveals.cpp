// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/textreveals.h"

#include "domain/roles.h"

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

bool isOf(const TextReveal &reveal, UserId actor, SessionId session, const QString &name)
{
    return reveal.actorId == actor && reveal.sessionId == session && reveal.by == name;
}

bool isOf(const TextReveal &reveal, const AdminAction &action)
{
    return isOf(reveal, action.actorId, action.sessionId, action.actor);
}

AuditEntry entryOf(const AdminAction &action, const TextReveal &reveal, bool isShown)
{
    AuditEntry entry{.action = action, .target = reveal.roomName, .outcome = u"ok"_s};
    entry.before = {{u"textShown"_s, !isShown}};
    entry.after = {{u"textShown"_s, isShown}};
    if (isShown)
        entry.after.insert(u"until"_s, toIsoString(reveal.until));
    return entry;
}

} // namespace

TextReveals::TextReveals(const Parts &parts, Clock clock)
    : m_parts(parts)
    , m_clock(std::move(clock))
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout([this] { expire(); });
    m_parts.broker.subscribe(Broker::Stage::State, [this](const Event &event) {
        if (!m_reveals.isEmpty() || !m_starting.empty())
            handle(event);
    });
}

void TextReveals::begin(const AdminAction &action, const QString &room, Callback<TextReveal> done)
{
    if (action.reason.isEmpty())
        return done(Error::invalid(u"\"reason\" is needed: others see it"_s));
    const Timestamp now = m_clock();
    const auto starting = std::make_shared<TextReveal>(
        TextReveal{.actorId = action.actorId, .sessionId = action.sessionId, .by = action.actor});
    starting->reason = action.reason;
    starting->since = now;
    starting->until = now + duration;
    m_starting.push_back(starting);
    if (room.isEmpty())
        return start(action, starting, std::move(done));
    m_parts.rooms.findRoomDetails(
        room, [=, this, done = std::move(done)](const Result<RoomDetails> &found) mutable {
            if (!found)
                return done(found.error());
            starting->room = found->room.id;
            starting->roomName = found->room.name;
            start(action, starting, std::move(done));
        });
}

void TextReveals::start(const AdminAction &action, const Starting &starting,
                        Callback<TextReveal> done)
{
    expire();
    if (isOver(*starting))
        return done(ErrorCode::Forbidden);
    const bool isFurther = std::none_of(m_reveals.begin(), m_reveals.end(),
                                        [&action](const auto &each) { return isOf(each, action); });
    if (isFurther && m_reveals.size() >= most)
        return done(ErrorCode::LimitReached);
    if (action.dryRun)
        return done(*starting);
    m_parts.audit.appendAudit(
        entryOf(action, *starting, true),
        [=, this, done = std::move(done)](const Result<void> &isLogged) mutable {
            isLogged ? logged(action, starting, std::move(done)) : done(isLogged.error());
        });
}

void TextReveals::logged(const AdminAction &action, const Starting &starting,
                         Callback<TextReveal> done)
{
    if (!isOver(*starting)) {
        begun(*starting);
        return done(*starting);
    }
    // The log says that it has begun.
    m_parts.audit.appendAudit(
        entryOf(action, *starting, false),
        [done = std::move(done)](const Result<void> &) { done(ErrorCode::Forbidden); });
}

void TextReveals::begun(const TextReveal &reveal)
{
    m_reveals.removeIf([&reveal](const TextReveal &each) {
        return isOf(each, reveal.actorId, reveal.sessionId, reveal.by);
    });
    m_reveals.append(reveal);
    changed();
    if (m_listener)
        m_listener(reveal, true);
}

void TextReveals::end(const AdminAction &action, Callback<TextReveal> done)
{
    expire();
    const auto found = std::find_if(m_reveals.begin(), m_reveals.end(),
                                    [&action](const auto &each) { return isOf(each, action); });
    if (found == m_reveals.end())
        return done(Error::of(ErrorCode::Conflict, u"No text is shown to this session"_s));
    TextReveal reveal = *found;
    reveal.until = m_clock();
    if (action.dryRun)
        return done(reveal);
    // It ends whether or not that can be logged.
    endThose([&action](const TextReveal &each) { return isOf(each, action); });
    m_parts.audit.appendAudit(entryOf(action, reveal, false),
                              [reveal, done = std::move(done)](const Result<void> &logged) {
                                  done(logged ? Result<TextReveal>(reveal) : logged.error());
                              });
}

template <class Ends>
void TextReveals::endThose(Ends ends)
{
    std::erase_if(m_starting, [](const auto &each) { return each.expired(); });
    for (const auto &each : m_starting) {
        if (const Starting starting = each.lock(); starting && ends(*starting))
            starting->until = {};
    }
    QList<TextReveal> ended;
    m_reveals.removeIf([&](const TextReveal &each) {
        const bool isOver = ends(each);
        if (isOver)
            ended.append(each);
        return isOver;
    });
    if (ended.isEmpty())
        return;
    changed();
    for (const TextReveal &each : std::as_const(ended)) {
        if (m_listener)
            m_listener(each, false);
    }
}

void TextReveals::endOf(const Actor &actor)
{
    endThose([&actor](const TextReveal &each) {
        return isOf(each, actor.userId, actor.sessionId, actor.username);
    });
}

void TextReveals::expire()
{
    endThose([now = m_clock()](const TextReveal &each) { return each.until <= now; });
}

void TextReveals::handle(const Event &event)
{
    if (const auto *ended = std::get_if<SessionsEnded>(&event)) {
        endThose([ended](const TextReveal &each) {
            return !each.actorId.isNull() && each.actorId == ended->userId &&
                   concerns(*ended, each.sessionId);
        });
    } else if (const auto *changed = std::get_if<RoleChanged>(&event)) {
        if (!may(changed->role, Permission::ReadMessages))
            endThose([changed](const TextReveal &each) { return each.actorId == changed->userId; });
    }
}

void TextReveals::changed()
{
    if (m_reveals.isEmpty()) {
        m_timer.stop();
        return m_parts.traffic.setWantsText({});
    }
    m_parts.traffic.setWantsText([this](RoomId room) { return wantsText(room); });
    const auto next = std::min_element(
        m_reveals.begin(), m_reveals.end(),
        [](const auto &one, const auto &other) { return one.until < other.until; });
    const auto left = next->until - m_clock();
    m_timer.start(std::max(left, std::chrono::milliseconds(0)) + std::chrono::milliseconds(1));
}

bool TextReveals::wantsText(RoomId room) const
{
    const Timestamp now = m_clock();
    return std::any_of(m_reveals.begin(), m_reveals.end(), [&](const TextReveal &each) {
        return each.until > now && (each.room.isNull() || each.room == room);
    });
}

QList<TextReveal> TextReveals::current() const
{
    QList<TextReveal> list = m_reveals;
    list.removeIf([now = m_clock()](const TextReveal &each) { return each.until <= now; });
    return list;
}

bool TextReveals::shows(const Actor &viewer, RoomId room, Timestamp at) const
{
    const Timestamp now = m_clock();
    return std::any_of(m_reveals.begin(), m_reveals.end(), [&](const TextReveal &each) {
        return isOf(each, viewer.userId, viewer.sessionId, viewer.username) && each.until > now &&
               at >= each.since && (each.room.isNull() || each.room == room);
    });
}

} // namespace parlance
