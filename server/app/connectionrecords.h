// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionlist.h"
#include "recorder/recordedconnections.h"

namespace parlance {

struct RecordPage
{
    /// One of the two: it is open, or has ended.
    std::optional<ConnectionInfo> open = {};
    std::optional<recorder::EndedConnection> ended = {};
    /// Newest first.
    QList<recorder::Entry> entries = {};
    bool more = false;
    /// Older ones are overwritten; on the last page.
    bool isCut = false;
};

struct EndedPage
{
    /// The one that ended last first.
    QList<recorder::EndedConnection> connections = {};
    bool more = false;
};

/// What connections have done lately, open ones and those that ended within the hour. Event loop
/// only.
class ConnectionRecords
{
public:
    explicit ConnectionRecords(recorder::FlightRecorder &recorder)
        : m_recorder(recorder)
    {
    }
    /// Call it before the first call; both outlive it.
    void setConnections(const ConnectionList &list, const recorder::RecordedConnections &recorded)
    {
        m_list = &list;
        m_recorded = &recorded;
    }

    /// From before the entry `before`; 0: from the last one. ConnectionNotFound: it was never open,
    /// or is forgotten.
    Result<RecordPage> record(quint64 connection, quint64 before, int limit);
    /// Of this user (a name or an id; empty: of all), from before the connection `before`; 0: from
    /// the last one.
    EndedPage ended(const QString &user, quint64 before, int limit);
    QString nameOfEvent(quint32 number) const { return m_recorded->nameOfEvent(number); }

private:
    recorder::FlightRecorder &m_recorder;
    const ConnectionList *m_list = nullptr;
    const recorder::RecordedConnections *m_recorded = nullptr;
};

} // namespace parlance
