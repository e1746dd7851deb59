// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/latencyhistogram.h"
#include "metrics/processfigures.h"
#include "shared/clock.h"

#include <QString>

#include <vector>

/// What is measured of the running server. The parts of the server count for themselves; these are
/// copies of their counters at one moment.
namespace parlance {

/// The figures that cost next to nothing to read: the history takes them once a second. Counts are
/// since the start.
struct MetricsTotals
{
    qint64 connections = 0;
    qint64 usersOnline = 0;
    quint64 connects = 0;
    quint64 disconnects = 0;
    quint64 messagesPosted = 0;
    /// New messages sent to connections, as they were posted.
    quint64 messageDeliveries = 0;
    /// Events of any kind sent to connections, messages included.
    quint64 pushes = 0;
    /// MetricsReading's refusals of all kinds.
    quint64 refusals = 0;
    quint64 rateLimited = 0;
    /// Jobs that wait for an answer of the storage.
    qint64 queuedWrites = 0;
    qint64 queuedReads = 0;
    /// From parsing a call to handing the bytes of its message to the sockets of all its receivers.
    LatencyHistogram deliveryTimes = {};
    /// How late the event loop was.
    LatencyHistogram loopLags = {};
    /// COMMIT of a transaction.
    LatencyHistogram commitTimes = {};
    double cpuSeconds = 0;
    qint64 memoryBytes = 0;
};

struct LabelledCount
{
    QString label = {};
    quint64 count = 0;
};
using LabelledCounts = std::vector<LabelledCount>;

/// Open connections of one kind.
struct ConnectionCount
{
    /// "polling", "websocket"
    QString transport = {};
    /// As ConnectionInfo::protocol.
    QString protocol = {};
    QString dialect = {};
    int count = 0;
};

/// All figures, for those who ask.
struct MetricsReading
{
    QString version = {};
    Timestamp at = {};
    Timestamp startedAt = {};
    MetricsTotals totals = {};
    std::vector<ConnectionCount> connections = {};
    ProcessFigures process = {};
    /// By status code. The listener of the metrics itself does not count.
    LabelledCounts httpResponses = {};
    /// Requests that were refused before anything handled them, by status code.
    LabelledCounts httpRejections = {};
    /// Input that breaks the rules of a protocol, by protocol.
    LabelledCounts malformed = {};
    /// Calls that were answered with an error, by its code.
    LabelledCounts callErrors = {};
    /// Calls above a rate limit, by the limit's class.
    LabelledCounts rateLimited = {};
    /// Connections that ended, by reason.
    LabelledCounts disconnects = {};
};

} // namespace parlance
