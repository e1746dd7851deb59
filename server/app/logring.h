// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"

#include <QList>
#include <QString>

#include <deque>
#include <mutex>

namespace parlance {

enum class LogLevel { Debug, Info, Warning, Error };
/// "debug", "info", "warning", "error"
QString logLevelName(LogLevel level);
std::optional<LogLevel> logLevelFromName(const QString &name);

struct LogLine
{
    /// Ascending from 1, without gaps, since the start of the process.
    quint64 number = 0;
    Timestamp at = {};
    LogLevel level = LogLevel::Info;
    /// "parlance.server"
    QString category = {};
    /// One line; control characters are escaped.
    QString text = {};
};

/// Which lines are wanted.
struct LogFilter
{
    /// This one and worse ones.
    LogLevel level = LogLevel::Debug;
    /// A category, or the beginning of several: "parlance.net"; empty: all.
    QString category = {};
    /// Part of the text, ignoring case; empty: all.
    QString text = {};

    bool admits(const LogLine &line) const;
};

struct LogPage
{
    /// Ascending.
    QList<LogLine> lines = {};
    /// Lines up to this number are in `lines`, are gone or do not match.
    quint64 until = 0;
    /// How many lines after the wanted number are gone, whether or not they match.
    quint64 skipped = 0;
};

/// The last lines of the log, in memory. Any thread.
class LogRing
{
public:
    /// What may be kept: the oldest lines go first.
    struct Bounds
    {
        size_t lines = 2000;
        /// Of memory, about.
        size_t bytes = size_t(1024) * 1024;
    };
    /// A longer text is cut.
    static constexpr qsizetype maxText = 8192;

    LogRing()
        : LogRing(Bounds())
    {
    }
    explicit LogRing(Bounds bounds)
        : m_bounds(bounds)
    {
    }

    /// The line gets its number.
    void append(LogLine line);
    /// The number of the last line; 0: there is none.
    quint64 last() const;
    /// The number before that of the oldest line that is kept.
    quint64 beforeOldest() const;
    /// The lines after `number`, at most `limit` of them.
    LogPage after(quint64 number, int limit, const LogFilter &filter) const;
    /// The newest `limit` lines that match.
    LogPage newest(int limit, const LogFilter &filter) const;

private:
    static size_t sizeOf(const LogLine &line);

    const Bounds m_bounds;
    mutable std::mutex m_mutex;
    std::deque<LogLine> m_lines;
    size_t m_bytes = 0;
    quint64 m_last = 0;
};

} // namespace parlance
