// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionlist.h"
#include "domain/administration.h"
#include "realtime/broker.h"
#include "stores/adminroomstore.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <functional>

namespace parlance {

enum class TrafficKind {
    Posted,
    Edited,
    Deleted,
    /// Of the members of a room.
    Joined,
    Left,
    /// Of real-time connections.
    Connected,
    Disconnected,
    /// The first connection of a user, and the end of the last one.
    Online,
    Offline,
    /// Of an administrator: those that change something, are logged or were refused.
    Command
};
/// "posted", "edited", …
QString trafficKindName(TrafficKind kind);
QStringList trafficKindNames();

/// Something that happened, without what was said.
struct TrafficEntry
{
    /// Ascending since the start of the server; 0 until it is in the log.
    quint64 position = 0;
    Timestamp at = {};
    TrafficKind kind = TrafficKind::Posted;
    /// Null: it belongs to no room.
    RoomId room = {};
    /// Empty for a direct conversation, and for a room that is gone.
    QString roomName = {};
    /// In a direct conversation. Its other user is not told.
    bool isDirect = false;
    /// The author, the member, the connection's user, or the administrator; may be null.
    UserId user = {};
    QString username = {};
    MessageId message = {};
    /// Of the message's text in UTF-8; -1: it has none.
    qint64 bytes = -1;
    /// Empty: not known.
    QString dialect = {};
    /// "rest", "socket", or that of a connection; empty: not known.
    QString transport = {};
    /// From the parsed call to the committed message; negative: not known.
    std::chrono::microseconds commitTime{-1};
    QString address = {};
    /// These three of a command.
    QString command = {};
    QString target = {};
    /// "ok", "dry_run", or the name of an error.
    QString outcome = {};
    /// Of a message that was posted or edited while somebody had its text shown (TextReveals); cut
    /// to TrafficLog::maxText.
    std::optional<QString> text = {};
};

/// What happens in the server, while somebody looks: the last entries, in memory. Event loop only.
class TrafficLog
{
public:
    static constexpr size_t mostEntries = 4096;
    /// Characters of one text.
    static constexpr qsizetype maxText = 4000;
    /// Characters of all texts; the oldest go first.
    static constexpr qsizetype mostText = qsizetype(1024) * 1024;

    /// Both outlive it.
    TrafficLog(Broker &broker, AdminRoomStore &rooms, Clock clock);
    Q_DISABLE_COPY_MOVE(TrafficLog)
    ~TrafficLog();

    /// Begins to look, or forgets everything.
    void setWatched(bool isWatched);
    bool isWatched() const { return m_isWatched; }

    /// Position of the newest entry; 0: there was none yet.
    quint64 newest() const { return m_newest; }
    /// Ascending, without gaps, up to newest().
    const std::deque<TrafficEntry> &entries() const { return m_entries; }

    /// These three do nothing while nobody looks.
    void noteConnected(const ConnectionInfo &connection)
    {
        note(TrafficKind::Connected, connection);
    }
    void noteDisconnected(const ConnectionInfo &connection)
    {
        note(TrafficKind::Disconnected, connection);
    }
    /// `outcome`: as TrafficEntry::outcome.
    void noteCommand(const AdminAction &action, const QString &outcome);

    /// Of which rooms texts are kept from now on; empty: none, and those that are kept are gone.
    using WantsText = std::function<bool(RoomId room)>;
    void setWantsText(WantsText wants);

private:
    void handle(const Event &event);
    void note(TrafficKind kind, const ConnectionInfo &connection);
    TrafficEntry entryOf(TrafficKind kind, const Message &message) const;
    TrafficEntry entryOf(TrafficKind kind, RoomId room, const UserRef &user) const;
    void posted(const MessagePosted &event);
    void add(TrafficEntry entry);
    void findName(RoomId room);
    void remember(RoomId room, const QString &name);
    void named(RoomId room, const QString &name);
    void flush();
    void keep(TrafficEntry entry);
    void dropOldestText();

    AdminRoomStore &m_rooms;
    Clock m_clock;
    bool m_isWatched = false;
    quint64 m_newest = 0;
    std::deque<TrafficEntry> m_entries;
    /// In their order, from the first one whose room has no known name.
    std::deque<TrafficEntry> m_nameless;
    QHash<RoomId, QString> m_names;
    QSet<RoomId> m_asked;
    WantsText m_wantsText;
    qsizetype m_textSize = 0;
    /// Answers that come later have nobody to tell.
    std::shared_ptr<bool> m_isAlive = std::make_shared<bool>(true);
};

} // namespace parlance
