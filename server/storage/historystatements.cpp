// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/historystatements.h"

#include "storage/access.h"
#include "storage/answerbudget.h"
#include "storage/purgestatements.h"
#include "storage/roomstatements.h"

#include <queue>

#include <deque>
#include <limits>

namespace parlance::statements {

namespace {

constexpr qint64 end = std::numeric_limits<qint64>::max();
/// Number of messages of one conversation that are read at a time.
constexpr int chunk = 50;

/// The position of a message: in its room, and in the whole server.
struct Place
{
    RoomId room;
    qint64 seq = end;
    qint64 position = end;
};

Place readPlace(Cursor &row)
{
    return Place{row.id<RoomId>(), row.integer(), row.integer()};
}

Result<Place> placeOf(Database &db, const std::optional<MessageId> &message)
{
    if (!message)
        return Place();
    return rows::firstOr(ErrorCode::MessageNotFound,
                         db.query("find_message_place", {{"id", *message}}), readPlace);
}

/// The messages of one conversation, newest first.
class Conversation
{
public:
    /// `newest`: the position of its newest message.
    Conversation(RoomId room, qint64 newest)
        : m_room(room)
        , m_position(newest)
    {
    }

    /// The position of the message that take() returns, or greater while none was read.
    qint64 position() const { return m_position; }
    /// Skips everything posted at this position or later.
    void skipTo(Database &db, qint64 position);
    /// Nothing: only a better estimate of its position is known.
    std::optional<Message> take(Database &db);
    bool isOver() const { return m_over; }

private:
    RoomId m_room;
    qint64 m_position;
    qint64 m_before = end;
    std::deque<rows::PostedMessage> m_read;
    bool m_over = false;
};

qint64 positionAt(Database &db, RoomId room, qint64 seq)
{
    Cursor row = db.query("find_place_at", {{"room", room}, {"seq", seq}});
    if (!row.next())
        return 0;
    row.skip();
    return row.integer();
}

// Within a room, positions are ascending like the counter.
void Conversation::skipTo(Database &db, qint64 position)
{
    if (m_position < position)
        return;
    qint64 low = 0;
    qint64 high = db.number("find_room_counter", {{"room", m_room}}) + 1;
    while (low + 1 < high) {
        const qint64 middle = low + (high - low) / 2;
        (positionAt(db, m_room, middle) < position ? low : high) = middle;
    }
    m_before = low + 1;
    m_position = positionAt(db, m_room, low);
    m_over = m_position == 0;
}

std::optional<Message> Conversation::take(Database &db)
{
    if (m_read.empty()) {
        Cursor rows = db.query("list_history_places",
                               {{"room", m_room}, {"before", m_before}, {"limit", chunk}});
        while (rows.next())
            m_read.push_back(rows::postedMessage(rows));
        m_over = m_read.empty();
        if (!m_over)
            m_position = m_read.front().postedAt;
        return std::nullopt;
    }
    Message message = m_read.front().message;
    m_before = message.seq;
    m_read.pop_front();
    // The next message is older; how much is known after the next read.
    m_position = m_read.empty() ? m_position - 1 : m_read.front().postedAt;
    return message;
}

struct OlderConversation
{
    bool operator()(const Conversation &a, const Conversation &b) const
    {
        return a.position() < b.position();
    }
};
using Conversations =
    std::priority_queue<Conversation, std::vector<Conversation>, OlderConversation>;

// Reads each conversation only as far as the list needs.
QList<Message> merge(Database &db, Conversations conversations, int limit, AnswerBudget budget)
{
    QList<Message> messages;
    while (!conversations.empty() && messages.size() < limit && !db.failure()) {
        Conversation newest = conversations.top();
        conversations.pop();
        const auto message = newest.take(db);
        if (message && !budget.take(*message))
            break;
        if (message)
            messages.append(*message);
        if (!newest.isOver())
            conversations.push(std::move(newest));
    }
    return messages;
}

QList<Message> merged(Database &db, UserId user, qint64 before, int limit, AnswerBudget budget)
{
    std::vector<Conversation> all;
    {
        Cursor rows = db.query("list_directs_of", {{"user", user}});
        while (rows.next()) {
            const auto room = rows.id<RoomId>();
            if (!rows.isNull()) {
                rows.skip();
                all.emplace_back(room, rows.integer());
            }
        }
    }
    for (Conversation &conversation : all)
        conversation.skipTo(db, before);
    std::erase_if(all, [](const Conversation &each) { return each.isOver(); });
    return merge(db, Conversations(OlderConversation(), std::move(all)), limit, budget);
}

QList<Message> newestFirst(Database &db, RoomId room, qint64 before, int limit, AnswerBudget budget)
{
    QList<Message> messages;
    readWithin(
        budget, limit,
        db.query(
            "list_history",
            {{"room", room}, {"before", before}, {"floor", purgedSeq(db, room)}, {"limit", limit}}),
        messages);
    return messages;
}

} // namespace

Result<QList<Message>> listHistory(Database &db, const Limits &limits, UserId viewer,
                                   const ListHistory &query)
{
    if (const auto allowed = mayRead(db, query.roomId, viewer); !allowed)
        return allowed.error();
    const auto before = placeOf(db, query.before);
    if (!before || (query.before && before->room != query.roomId))
        return ErrorCode::MessageNotFound;
    const int limit = std::clamp(query.limit, 1, limits.listSize);
    auto messages = newestFirst(db, query.roomId, before->seq, limit, {limit, limits.listBytes});
    std::reverse(messages.begin(), messages.end());
    return messages;
}

Result<QList<Message>> listDirectHistory(Database &db, const Limits &limits, UserId user,
                                         const std::optional<UserId> &peer,
                                         const std::optional<MessageId> &before, int limit)
{
    const auto place = placeOf(db, before);
    // `before` must be a message that the user may read.
    if (!place || (before && !mayRead(db, place->room, user)))
        return ErrorCode::MessageNotFound;
    const int most = std::clamp(limit, 1, limits.listSize);
    const AnswerBudget budget{most, limits.listBytes};
    if (!peer)
        return merged(db, user, place->position, most, budget);
    const auto room = findDirect(db, user, *peer);
    if (!room)
        return QList<Message>();
    if (before && place->room != *room)
        return ErrorCode::MessageNotFound;
    return newestFirst(db, *room, place->seq, most, budget);
}

} // namespace parlance::statements
