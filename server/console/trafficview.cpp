// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/trafficview.h"

#include "console/windowfilters.h"

namespace parlance::console {

using namespace Qt::StringLiterals;

namespace {

using Kinds = QList<TrafficKind>;

std::optional<Kinds> kindsFrom(const QString &text)
{
    Kinds kinds;
    for (const QString &name : text.split(u',')) {
        const qsizetype index = trafficKindNames().indexOf(name.trimmed());
        if (index < 0)
            return std::nullopt;
        kinds.append(TrafficKind(index));
    }
    return kinds;
}

/// A name or an id.
bool names(const QString &wanted, const QString &name, const QString &id)
{
    return wanted.isEmpty() || wanted == id ||
           (!name.isEmpty() && wanted.compare(name, Qt::CaseInsensitive) == 0);
}

struct Wanted
{
    std::optional<Kinds> kinds;
    QString room;
    QString user;

    bool admits(const TrafficEntry &entry) const
    {
        if (kinds && !kinds->contains(entry.kind))
            return false;
        if (!room.isEmpty() && !names(room, entry.roomName, entry.room.toString()))
            return false;
        return user.isEmpty() || names(user, entry.username, entry.user.toString());
    }
};

Result<Wanted> wantedBy(const QMap<QString, QString> &filter)
{
    WindowFilters in(filter);
    const Wanted wanted{in.value<Kinds>(u"kind"_s, kindsFrom), in.text(u"room"_s),
                        in.text(u"user"_s)};
    return in.error() ? Result<Wanted>(*in.error()) : wanted;
}

} // namespace

QStringList TrafficView::filters() const
{
    return {u"kind"_s, u"room"_s, u"user"_s};
}

Result<void> TrafficView::check(const Window &window) const
{
    const auto wanted = wantedBy(window.filter);
    return wanted ? Result<void>() : wanted.error();
}

Result<EntryPage> TrafficView::read(quint64 after, int limit, const QMap<QString, QString> &filter,
                                    const Actor &viewer) const
{
    const auto wanted = wantedBy(filter);
    if (!wanted)
        return wanted.error();
    const auto &entries = m_log.entries();
    const quint64 oldest = m_log.newest() - entries.size();
    EntryPage page{.skipped = after < oldest ? oldest - after : 0, .until = m_log.newest()};
    const auto begin = entries.begin() + std::ptrdiff_t(std::max(after, oldest) - oldest);
    for (auto each = begin; each != entries.end(); ++each) {
        if (!wanted->admits(*each))
            continue;
        if (page.entries.size() >= size_t(limit)) {
            page.until = page.entries.empty() ? each->position - 1 : page.entries.back().position;
            break;
        }
        page.entries.push_back({each->position, cellsOf(*each, viewer)});
    }
    return page;
}

// Cells that an entry does not have are left out: there are thousands a second.
QJsonObject TrafficView::cellsOf(const TrafficEntry &entry, const Actor &viewer) const
{
    QJsonObject cells{{u"at"_s, toIsoString(entry.at)}, {u"kind"_s, trafficKindName(entry.kind)}};
    const auto add = [&cells](const QString &name, const QString &value) {
        if (!value.isEmpty())
            cells.insert(name, value);
    };
    if (!entry.room.isNull()) {
        cells.insert(u"roomId"_s, entry.room.toString());
        cells.insert(u"direct"_s, entry.isDirect);
    }
    add(u"room"_s, entry.roomName);
    if (!entry.user.isNull())
        cells.insert(u"userId"_s, entry.user.toString());
    add(u"username"_s, entry.username);
    if (!entry.message.isNull())
        cells.insert(u"messageId"_s, entry.message.toString());
    if (entry.bytes >= 0)
        cells.insert(u"bytes"_s, entry.bytes);
    add(u"dialect"_s, entry.dialect);
    add(u"transport"_s, entry.transport);
    if (entry.commitTime.count() >= 0)
        cells.insert(u"commitMs"_s, double(entry.commitTime.count()) / 1000);
    add(u"address"_s, entry.address);
    add(u"command"_s, entry.command);
    add(u"target"_s, entry.target);
    add(u"outcome"_s, entry.outcome);
    if (entry.text && m_reveals.shows(viewer, entry.room, entry.at)) {
        cells.insert(u"textShown"_s, true);
        cells.insert(u"text"_s, *entry.text);
    }
    return cells;
}

} // namespace parlance::console
