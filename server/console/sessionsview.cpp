// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/sessionsview.h"

#include "admin/adminjson.h"

#include <algorithm>
#include <cmath>

namespace parlance::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto samplePeriod = 1s;

/// By which rows are sorted: numbers before texts.
struct SortKey
{
    double number = 0;
    QString text = {};
};

struct Subject
{
    const ConnectionInfo &connection;
    const ConnectionRates rates;
};

const QString &nameOf(const ConnectionInfo &connection)
{
    static const QString nobody;
    return connection.actor ? connection.actor->username : nobody;
}

template <class Number>
SortKey number(Number value)
{
    return {double(value), {}};
}

SortKey text(const QString &value)
{
    return {0, value};
}

struct Column
{
    const char *name;
    SortKey (*key)(const Subject &row);
};

// As in adminjson::connection(), and the rates.
constexpr Column columns[] = {
    {"id", [](const Subject &row) { return number(row.connection.id); }},
    {"username", [](const Subject &row) { return text(nameOf(row.connection)); }},
    {"address", [](const Subject &row) { return text(row.connection.address); }},
    {"userAgent", [](const Subject &row) { return text(row.connection.userAgent); }},
    {"protocol", [](const Subject &row) { return text(row.connection.protocol); }},
    {"transport", [](const Subject &row) { return text(row.connection.transport); }},
    {"dialect", [](const Subject &row) { return text(row.connection.dialect); }},
    {"openedAt", [](const Subject &row) { return number(toEpochMs(row.connection.openedAt)); }},
    {"idleMs", [](const Subject &row) { return number(row.connection.idle.count()); }},
    {"roundTripMs",
     [](const Subject &row) {
         return number(row.connection.roundTrip ? row.connection.roundTrip->count() : -1);
     }},
    {"messagesIn", [](const Subject &row) { return number(row.connection.messagesIn); }},
    {"messagesOut", [](const Subject &row) { return number(row.connection.messagesOut); }},
    {"bytesIn", [](const Subject &row) { return number(row.connection.bytesIn); }},
    {"bytesOut", [](const Subject &row) { return number(row.connection.bytesOut); }},
    {"messagesInRate", [](const Subject &row) { return number(row.rates.messagesIn); }},
    {"messagesOutRate", [](const Subject &row) { return number(row.rates.messagesOut); }},
    {"bytesInRate", [](const Subject &row) { return number(row.rates.bytesIn); }},
    {"bytesOutRate", [](const Subject &row) { return number(row.rates.bytesOut); }},
    {"backlogBytes", [](const Subject &row) { return number(row.connection.backlogBytes); }},
    {"rooms", [](const Subject &row) { return number(row.connection.rooms); }},
};

const Column &columnOf(const QString &name)
{
    const auto found =
        std::find_if(std::begin(columns), std::end(columns),
                     [&name](const Column &each) { return name == QLatin1StringView(each.name); });
    return found == std::end(columns) ? columns[0] : *found;
}

struct Filter
{
    const char *name;
    bool (*passes)(const ConnectionInfo &connection, const QString &value);
};

bool contains(const QString &text, const QString &part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

constexpr Filter filterTable[] = {
    {"text",
     [](const ConnectionInfo &each, const QString &value) {
         return contains(nameOf(each), value) || contains(each.address, value) ||
                contains(each.userAgent, value);
     }},
    {"username",
     [](const ConnectionInfo &each, const QString &value) {
         return nameOf(each).compare(value, Qt::CaseInsensitive) == 0;
     }},
    {"userId",
     [](const ConnectionInfo &each, const QString &value) {
         return each.actor && each.actor->userId.toString() == value;
     }},
    {"address",
     [](const ConnectionInfo &each, const QString &value) { return each.address == value; }},
    {"protocol",
     [](const ConnectionInfo &each, const QString &value) { return each.protocol == value; }},
    {"transport",
     [](const ConnectionInfo &each, const QString &value) { return each.transport == value; }},
    {"dialect",
     [](const ConnectionInfo &each, const QString &value) { return each.dialect == value; }},
};

using Passes = std::function<bool(const ConnectionInfo &connection)>;

Passes passesOf(const QMap<QString, QString> &filter)
{
    std::vector<std::pair<const Filter *, QString>> tests;
    for (const Filter &each : filterTable) {
        const auto value = filter.find(QString::fromLatin1(each.name));
        if (value != filter.end())
            tests.emplace_back(&each, *value);
    }
    return [tests](const ConnectionInfo &connection) {
        return std::all_of(tests.begin(), tests.end(), [&connection](const auto &test) {
            return test.first->passes(connection, test.second);
        });
    };
}

struct Candidate
{
    SortKey key;
    quint64 id = 0;
};

/// Rows that are equal are sorted by their id, in either direction.
auto before(bool descending)
{
    return [descending](const Candidate &one, const Candidate &other) {
        const Candidate &first = descending ? other : one;
        const Candidate &second = descending ? one : other;
        if (first.key.number != second.key.number)
            return first.key.number < second.key.number;
        const int order = first.key.text.compare(second.key.text, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : one.id < other.id;
    };
}

/// Puts those of the window where a complete sort would; returns where they begin and end.
std::pair<size_t, size_t> sortWindow(std::vector<Candidate> &all, const Window &window)
{
    const size_t begin = std::min(all.size(), size_t(window.offset));
    const size_t end = std::min(all.size(), begin + size_t(window.limit));
    const auto at = [&all](size_t index) { return all.begin() + std::ptrdiff_t(index); };
    if (begin < end && begin > 0)
        std::nth_element(all.begin(), at(begin), all.end(), before(window.descending));
    std::partial_sort(at(begin), at(end), all.end(), before(window.descending));
    return {begin, end};
}

double rounded(float rate)
{
    return std::round(double(rate) * 10) / 10;
}

} // namespace

SessionsView::SessionsView(const ConnectionList &connections)
    : m_connections(connections)
    , m_ticker(samplePeriod)
{
}

// Without anybody who watches, no rates are known.
void SessionsView::setWatched(bool isWatched)
{
    m_samples.clear();
    if (!isWatched)
        m_samples.squeeze();
    m_sinceSample.invalidate();
}

QStringList SessionsView::sortable() const
{
    QStringList names;
    for (const Column &column : columns)
        names.append(QString::fromLatin1(column.name));
    return names;
}

QStringList SessionsView::filters() const
{
    QStringList names;
    for (const Filter &each : filterTable)
        names.append(QString::fromLatin1(each.name));
    return names;
}

SessionsView::Sample SessionsView::sampleOf(const ConnectionInfo &connection, const Sample *before,
                                            float seconds)
{
    Sample now{connection.messagesIn, connection.messagesOut, connection.bytesIn,
               connection.bytesOut};
    if (before) {
        now.rates = {float(now.messagesIn - before->messagesIn) / seconds,
                     float(now.messagesOut - before->messagesOut) / seconds,
                     float(now.bytesIn - before->bytesIn) / seconds,
                     float(now.bytesOut - before->bytesOut) / seconds};
    }
    return now;
}

void SessionsView::sample()
{
    const bool isFirst = !m_sinceSample.isValid();
    if (!isFirst && m_sinceSample.elapsed() < std::chrono::milliseconds(samplePeriod).count())
        return;
    const float seconds = isFirst ? 1 : float(m_sinceSample.elapsed()) / 1000;
    m_sinceSample.start();
    Samples samples;
    samples.reserve(m_samples.size());
    m_connections.visit([&](const ConnectionInfo &each) {
        const auto known = m_samples.constFind(each.id);
        const Sample *const before = known == m_samples.cend() ? nullptr : &*known;
        samples.insert(each.id, sampleOf(each, before, seconds));
    });
    m_samples = std::move(samples);
}

void SessionsView::read(const Window &window, const Actor &, Callback<Page> done)
{
    sample();
    const Column &column = columnOf(window.sort);
    const Passes passes = passesOf(window.filter);
    std::vector<Candidate> all;
    m_connections.visit([&](const ConnectionInfo &each) {
        if (passes(each))
            all.push_back({column.key({each, ratesOf(each.id)}), each.id});
    });
    const auto [begin, end] = sortWindow(all, window);
    Page page{.total = qint64(all.size())};
    page.rows.reserve(end - begin);
    for (size_t i = begin; i < end; ++i) {
        if (const auto found = m_connections.find(all[i].id))
            page.rows.push_back(rowOf(*found));
    }
    done(page);
}

Row SessionsView::rowOf(const ConnectionInfo &connection) const
{
    Row row{QString::number(connection.id), adminjson::connection(connection)};
    const ConnectionRates rates = ratesOf(connection.id);
    row.cells.insert(u"messagesInRate"_s, rounded(rates.messagesIn));
    row.cells.insert(u"messagesOutRate"_s, rounded(rates.messagesOut));
    row.cells.insert(u"bytesInRate"_s, rounded(rates.bytesIn));
    row.cells.insert(u"bytesOutRate"_s, rounded(rates.bytesOut));
    return row;
}

} // namespace parlance::console
