// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"
#include "shared/ids.h"

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace parlance::recorder {

enum class Kind : quint8 {
    /// It wants to open.
    Connected,
    /// It acts for a user, and receives every change after `position`.
    Authenticated,
    /// It has not become that of a user; code: the number of the error + 1.
    Refused,
    /// It receives a room, or does not any more.
    Joined,
    Left,
    /// A call came; number: the event.
    Called,
    /// Its answer; number: the event, code: 0, or the number of the error + 1, value: how long it
    /// took in microseconds.
    Answered,
    /// A heartbeat. value: the client has read all changes up to this position; number: the round
    /// trip in milliseconds, or noRoundTrip.
    RoundTrip,
    /// It received what it had missed. value: since this position; number: how many messages.
    Recovered,
    /// It could not be given that; code: why.
    NotRecovered,
    /// code: why it ended.
    Ended,
};

constexpr quint32 noRoundTrip = 0xffffffff;

/// What happened to a connection; never text that a client wrote.
struct Fact
{
    Kind kind = Kind::Connected;
    quint8 code = 0;
    /// The commit position of the last published change.
    qint64 position = 0;
    /// Either a number and a value, or a room; see Kind.
    quint32 number = 0;
    qint64 value = 0;
    RoomId room = {};
};

/// A record as it is read.
struct Entry
{
    /// Its number; records of all connections are counted together, from 1.
    quint64 id = 0;
    Timestamp at = {};
    Fact fact = {};
};

/// The state of one connection: the number of its last record; 0: there is none.
struct Chain
{
    quint64 last = 0;
};

/// A connection that has ended.
struct EndedConnection
{
    quint64 id = 0;
    /// Null: it had none.
    UserId userId = {};
    SessionId sessionId = {};
    QString username = {};
    QString address = {};
    QString dialect = {};
    QString protocol = {};
    QString transport = {};
    QString userAgent = {};
    /// It received the events of all rooms of its user, whatever it had joined.
    bool everyRoom = false;
    Timestamp openedAt = {};
    Timestamp endedAt = {};
    /// Why it ended; the owner's number.
    quint8 end = 0;
    Chain chain = {};
};

struct Options
{
    /// Memory of everything together: three quarters for records, a quarter for the ended
    /// connections.
    size_t maxBytes = size_t(64) * 1024 * 1024;
    /// How long an ended connection is kept.
    std::chrono::milliseconds patience = std::chrono::hours(1);
};

/// The last events of all connections: one ring of records of 32 bytes, chained per connection by
/// the distance to its previous record. The oldest are overwritten first. Memory is taken as it
/// fills. Event loop only.
class FlightRecorder
{
public:
    explicit FlightRecorder(Clock clock, Options options = {});

    void append(Chain &chain, const Fact &fact)
    {
        const quint64 number = ++m_last;
        const quint64 distance = chain.last == 0 ? 0 : number - chain.last;
        write(slot(number), fact, distance > 0xffffffff ? 0 : quint32(distance));
        chain.last = number;
    }

    /// Shows the records of a connection, the newest first, from before the record `before` (0:
    /// from the last one), until `show` returns false. False: older ones are overwritten.
    template <class Show>
    bool visit(const Chain &chain, quint64 before, Show show) const
    {
        quint64 number = chain.last;
        while (number != 0 && isKept(number)) {
            quint32 distance = 0;
            const Entry entry = read(number, distance);
            if ((before == 0 || number < before) && !show(entry))
                return true;
            if (distance == 0)
                return true;
            number -= distance;
        }
        return number == 0;
    }

    /// The connection has ended; its last record is written.
    void end(EndedConnection ended);
    /// Those that are kept, in the order of their ends.
    const std::deque<EndedConnection> &ended();
    /// Null: it is not kept.
    const EndedConnection *findEnded(quint64 id);

    /// Every connection that was open at some time after this is known: it is open, or kept.
    Timestamp knownSince();
    /// No record after this is overwritten.
    Timestamp recordedSince() const;
    Timestamp startedAt() const { return m_startedAt; }

    /// Memory in use.
    size_t bytes() const;
    /// How many records fit.
    quint64 capacity() const { return m_capacity; }

private:
    struct Record
    {
        /// Milliseconds since 1970 UTC, the kind and the code.
        quint64 head = 0;
        qint64 position = 0;
        /// Number of records since the previous one of the connection; 0: it has none.
        quint32 distance = 0;
        /// A room id, or the number and the value.
        std::array<uchar, 12> rest{};
    };
    static_assert(sizeof(Record) == 32);
    static constexpr size_t recordsPerChunk = 2048;

    bool isKept(quint64 number) const { return number + m_capacity > m_last; }
    Record &slot(quint64 number)
    {
        const quint64 place = (number - 1) % m_capacity;
        auto &chunk = m_chunks[place / recordsPerChunk];
        if (!chunk)
            addChunk(chunk);
        return chunk[place % recordsPerChunk];
    }
    const Record &slot(quint64 number) const
    {
        const quint64 place = (number - 1) % m_capacity;
        return m_chunks[place / recordsPerChunk][place % recordsPerChunk];
    }
    void addChunk(std::unique_ptr<Record[]> &chunk);
    void write(Record &record, const Fact &fact, quint32 distance) const;
    Entry read(quint64 number, quint32 &distance) const;
    void forgetOld();
    void forgetFirst();

    const Clock m_clock;
    const Options m_options;
    const quint64 m_capacity;
    const Timestamp m_startedAt;
    quint64 m_last = 0;
    std::vector<std::unique_ptr<Record[]>> m_chunks;
    size_t m_chunkCount = 0;
    std::deque<EndedConnection> m_ended;
    size_t m_endedBytes = 0;
    Timestamp m_forgottenUntil;
};

} // namespace parlance::recorder
