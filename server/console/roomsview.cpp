// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/roomsview.h"

#include "admin/adminjson.h"
#include "console/columnnames.h"
#include "console/windowfilters.h"
#include "domain/validation.h"

namespace parlance::console {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView perMinute("messagesPerMinute");

constexpr ColumnName<RoomColumn> roomColumns[] = {
    {"name", RoomColumn::Name},
    {"kind", RoomColumn::Kind},
    {"owner", RoomColumn::Owner},
    {"members", RoomColumn::Members},
    {"messages", RoomColumn::Messages},
    {"createdAt", RoomColumn::Created},
    {"lastMessageAt", RoomColumn::LastMessage},
    {"slowMode", RoomColumn::SlowMode},
    {"frozen", RoomColumn::Frozen},
    {"online", RoomColumn::Live},
    {perMinute.data(), RoomColumn::Live},
};

std::optional<RoomKind> kindFromName(const QString &name)
{
    if (name == "public"_L1)
        return RoomKind::Public;
    return name == "private"_L1 ? std::optional(RoomKind::Private) : std::nullopt;
}

Result<RoomWindowQuery> roomQueryOf(const Window &window)
{
    WindowFilters in(window.filter);
    RoomWindowQuery query{.sort = findColumn(roomColumns, window.sort).column};
    query.place = {window.descending, window.offset, window.limit};
    query.search = in.text(u"text"_s);
    query.kind = in.value<RoomKind>(u"kind"_s, kindFromName);
    query.frozen = in.flag(u"frozen"_s);
    query.onlyLive = in.flag(u"online"_s).value_or(false);
    if (query.onlyLive && window.sort == perMinute)
        return Error::invalid(
            u"The filter \"online\" and the column \"messagesPerMinute\" exclude each other"_s);
    if (const auto search = validSearch(query.search, longestSearch); !search)
        return search.error();
    return in.error() ? Result<RoomWindowQuery>(*in.error()) : query;
}

} // namespace

RoomsView::RoomsView(AdminTables &tables, Broker &broker, Clock clock)
    : m_tables(tables)
    , m_clock(std::move(clock))
{
    broker.subscribe(Broker::Stage::AfterDelivery, [this](const Event &event) {
        if (m_isWatched)
            handle(event);
    });
}

void RoomsView::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    m_activity.clear();
    m_version.note();
}

void RoomsView::handle(const Event &event)
{
    if (const auto *posted = std::get_if<MessagePosted>(&event)) {
        if (posted->message.recipient)
            return;
        m_activity.note(posted->message.roomId, m_clock());
        return m_version.note();
    }
    const bool concernsRooms =
        std::holds_alternative<PresenceChanged>(event) ||
        std::holds_alternative<MemberJoined>(event) || std::holds_alternative<MemberLeft>(event) ||
        std::holds_alternative<RoomUpdated>(event) || std::holds_alternative<RoomPurged>(event) ||
        std::holds_alternative<RoomDeleted>(event) || std::holds_alternative<UserErased>(event) ||
        std::holds_alternative<MemberUpdated>(event);
    if (concernsRooms)
        m_version.note();
}

QStringList RoomsView::sortable() const
{
    return namesOf(roomColumns);
}

QStringList RoomsView::filters() const
{
    return {u"text"_s, u"kind"_s, u"frozen"_s, u"online"_s};
}

Result<void> RoomsView::check(const Window &window) const
{
    const auto query = roomQueryOf(window);
    return query ? Result<void>() : query.error();
}

void RoomsView::read(const Window &window, const Actor &, Callback<Page> done)
{
    auto query = roomQueryOf(window);
    if (!query)
        return done(query.error());
    if (window.sort == perMinute)
        query->live = m_activity.all(m_clock());
    else if (query->sort == RoomColumn::Live || query->onlyLive)
        query->live = m_tables.presence().onlineInRooms();
    m_tables.rooms(std::move(*query), [this, done = std::move(done)](const auto &found) {
        done(found ? Result<Page>(pageOf(*found)) : found.error());
    });
}

Page RoomsView::pageOf(const RoomWindow &window)
{
    Page page{.total = window.total};
    const Timestamp now = m_clock();
    // The last counted minute passes.
    bool isCounting = false;
    for (const RoomRow &each : window.rooms) {
        const RoomId id = each.details.room.id;
        const qint64 inLastMinute = m_activity.inLastMinute(id, now);
        isCounting = isCounting || inLastMinute > 0;
        Row row{id.toString(), adminjson::room(each.details)};
        row.cells.insert(u"messages"_s, each.messages);
        row.cells.insert(u"lastMessageAt"_s, each.lastMessageAt
                                                 ? QJsonValue(toIsoString(*each.lastMessageAt))
                                                 : QJsonValue());
        row.cells.insert(u"online"_s, m_tables.presence().onlineCount(id));
        row.cells.insert(perMinute, inLastMinute);
        page.rows.push_back(std::move(row));
    }
    if (isCounting)
        m_version.note();
    return page;
}

} // namespace parlance::console
