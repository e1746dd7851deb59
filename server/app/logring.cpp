// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logring.h"

#include <QStringList>

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

const QStringList &levelNames()
{
    static const QStringList names{u"debug"_s, u"info"_s, u"warning"_s, u"error"_s};
    return names;
}

} // namespace

QString logLevelName(LogLevel level)
{
    return levelNames().at(int(level));
}

std::optional<LogLevel> logLevelFromName(const QString &name)
{
    const qsizetype index = levelNames().indexOf(name);
    return index < 0 ? std::nullopt : std::optional(LogLevel(index));
}

bool LogFilter::admits(const LogLine &line) const
{
    return line.level >= level && line.category.startsWith(category) &&
           line.text.contains(text, Qt::CaseInsensitive);
}

size_t LogRing::sizeOf(const LogLine &line)
{
    return sizeof(LogLine) + size_t(line.category.size() + line.text.size()) * sizeof(QChar);
}

void LogRing::append(LogLine line)
{
    if (line.text.size() > maxText)
        line.text = line.text.left(maxText) + u'…';
    const std::lock_guard lock(m_mutex);
    line.number = ++m_last;
    m_bytes += sizeOf(line);
    m_lines.push_back(std::move(line));
    while (m_lines.size() > m_bounds.lines || m_bytes > m_bounds.bytes) {
        m_bytes -= sizeOf(m_lines.front());
        m_lines.pop_front();
    }
}

quint64 LogRing::last() const
{
    const std::lock_guard lock(m_mutex);
    return m_last;
}

quint64 LogRing::beforeOldest() const
{
    const std::lock_guard lock(m_mutex);
    return m_last - m_lines.size();
}

LogPage LogRing::after(quint64 number, int limit, const LogFilter &filter) const
{
    const std::lock_guard lock(m_mutex);
    // Numbers of an earlier process may be higher.
    const quint64 from = number > m_last ? 0 : number;
    const quint64 oldest = m_last - m_lines.size();
    LogPage page{.until = m_last, .skipped = from < oldest ? oldest - from : 0};
    const auto begin = m_lines.begin() + std::ptrdiff_t(std::max(from, oldest) - oldest);
    for (auto each = begin; each != m_lines.end(); ++each) {
        if (!filter.admits(*each))
            continue;
        if (page.lines.size() >= limit) {
            page.until = page.lines.isEmpty() ? from : page.lines.last().number;
            break;
        }
        page.lines.append(*each);
    }
    return page;
}

LogPage LogRing::newest(int limit, const LogFilter &filter) const
{
    const std::lock_guard lock(m_mutex);
    LogPage page{.until = m_last};
    for (auto each = m_lines.rbegin(); each != m_lines.rend() && page.lines.size() < limit;
         ++each) {
        if (filter.admits(*each))
            page.lines.append(*each);
    }
    std::reverse(page.lines.begin(), page.lines.end());
    return page;
}

} // namespace parlance
