// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/logsview.h"

#include "admin/adminjson.h"
#include "console/windowfilters.h"

namespace parlance::console {

using namespace Qt::StringLiterals;

namespace {

Result<LogFilter> wantedBy(const QMap<QString, QString> &filter)
{
    WindowFilters in(filter);
    LogFilter wanted{.category = in.text(u"category"_s), .text = in.text(u"text"_s)};
    wanted.level = in.value<LogLevel>(u"level"_s, logLevelFromName).value_or(LogLevel::Debug);
    return in.error() ? Result<LogFilter>(*in.error()) : wanted;
}

} // namespace

QStringList LogsView::filters() const
{
    return {u"level"_s, u"category"_s, u"text"_s};
}

Result<void> LogsView::check(const Window &window) const
{
    const auto wanted = wantedBy(window.filter);
    return wanted ? Result<void>() : wanted.error();
}

Result<EntryPage> LogsView::read(quint64 after, int limit, const QMap<QString, QString> &filter,
                                 const Actor &) const
{
    const auto wanted = wantedBy(filter);
    if (!wanted)
        return wanted.error();
    const LogPage found = m_ring.after(after, limit, *wanted);
    EntryPage page{.skipped = found.skipped, .until = found.until};
    for (const LogLine &each : found.lines)
        page.entries.push_back({each.number, adminjson::logLine(each)});
    return page;
}

} // namespace parlance::console
