// SPDX-License-Identifier: GPL-3.0-or-later
#include "recorder/flightrecorder.h"

#include <algorithm>
#include <cstring>

namespace parlance::recorder {

namespace {

constexpr size_t recordBytes = 32;

bool hasRoom(Kind kind)
{
    return kind == Kind::Joined || kind == Kind::Left;
}

/// Memory of a text besides the object; a literal takes none.
size_t heapBytes(const QString &text)
{
    constexpr size_t header = 16;
    return text.capacity() == 0 ? 0 : header + size_t(text.capacity() + 1) * sizeof(QChar);
}

size_t bytesOf(const EndedConnection &ended)
{
    return sizeof(EndedConnection) + heapBytes(ended.username) + heapBytes(ended.address) +
           heapBytes(ended.dialect) + heapBytes(ended.protocol) + heapBytes(ended.transport) +
           heapBytes(ended.userAgent);
}

} // namespace

FlightRecorder::FlightRecorder(Clock clock, Options options)
    : m_clock(std::move(clock))
    , m_options(options)
    , m_capacity(std::max(options.maxBytes / 4 * 3 / recordBytes / recordsPerChunk, size_t(1)) *
                 recordsPerChunk)
    , m_startedAt(m_clock())
    , m_chunks(m_capacity / recordsPerChunk)
    , m_forgottenUntil(m_startedAt)
{
}

void FlightRecorder::addChunk(std::unique_ptr<Record[]> &chunk)
{
    chunk = std::make_unique<Record[]>(recordsPerChunk);
    ++m_chunkCount;
}

void FlightRecorder::write(Record &record, const Fact &fact, quint32 distance) const
{
    record.head = quint64(toEpochMs(m_clock())) << 16 | quint64(fact.kind) << 8 | fact.code;
    record.position = fact.position;
    record.distance = distance;
    if (hasRoom(fact.kind)) {
        record.rest = fact.room.raw().bytes;
    } else {
        std::memcpy(record.rest.data(), &fact.number, sizeof fact.number);
        std::memcpy(record.rest.data() + sizeof fact.number, &fact.value, sizeof fact.value);
    }
}

Entry FlightRecorder::read(quint64 number, quint32 &distance) const
{
    const Record &record = slot(number);
    distance = record.distance;
    Entry entry{number, fromEpochMs(qint64(record.head >> 16)), {}};
    Fact &fact = entry.fact;
    fact.kind = Kind(record.head >> 8 & 0xff);
    fact.code = quint8(record.head & 0xff);
    fact.position = record.position;
    if (hasRoom(fact.kind)) {
        fact.room = RoomId(RawId{record.rest});
    } else {
        std::memcpy(&fact.number, record.rest.data(), sizeof fact.number);
        std::memcpy(&fact.value, record.rest.data() + sizeof fact.number, sizeof fact.value);
    }
    return entry;
}

// Ended connections ------------------------------------------------------------------------------

void FlightRecorder::end(EndedConnection ended)
{
    m_endedBytes += bytesOf(ended);
    m_ended.push_back(std::move(ended));
    forgetOld();
    while (m_endedBytes > m_options.maxBytes / 4 && !m_ended.empty())
        forgetFirst();
}

void FlightRecorder::forgetOld()
{
    const Timestamp horizon = m_clock() - m_options.patience;
    while (!m_ended.empty() && m_ended.front().endedAt < horizon)
        forgetFirst();
}

void FlightRecorder::forgetFirst()
{
    m_forgottenUntil = std::max(m_forgottenUntil, m_ended.front().endedAt);
    m_endedBytes -= bytesOf(m_ended.front());
    m_ended.pop_front();
}

const std::deque<EndedConnection> &FlightRecorder::ended()
{
    forgetOld();
    return m_ended;
}

const EndedConnection *FlightRecorder::findEnded(quint64 id)
{
    forgetOld();
    const auto found = std::find_if(m_ended.rbegin(), m_ended.rend(),
                                    [id](const EndedConnection &each) { return each.id == id; });
    return found == m_ended.rend() ? nullptr : &*found;
}

Timestamp FlightRecorder::knownSince()
{
    forgetOld();
    return m_forgottenUntil;
}

Timestamp FlightRecorder::recordedSince() const
{
    if (m_last <= m_capacity)
        return m_startedAt;
    quint32 distance = 0;
    return read(m_last - m_capacity + 1, distance).at;
}

size_t FlightRecorder::bytes() const
{
    return m_chunkCount * recordsPerChunk * sizeof(Record) +
           m_chunks.capacity() * sizeof(m_chunks.front()) + m_endedBytes;
}

} // namespace parlance::recorder
