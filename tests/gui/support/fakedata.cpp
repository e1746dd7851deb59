// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakedata.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace parlance::test {

using namespace Qt::StringLiterals;

namespace {

const QStringList firstNames{
    u"ann"_s,    u"bob"_s,   u"cem"_s,     u"dilara"_s,   u"emre"_s,  u"fatima"_s,   u"georg"_s,
    u"hanako"_s, u"ivan"_s,  u"jürgen"_s,  u"katarina"_s, u"lúcia"_s, u"mohammed"_s, u"noa"_s,
    u"olga"_s,   u"priya"_s, u"quentin"_s, u"ruth"_s,     u"søren"_s, u"tomasz"_s,   u"ursula"_s,
    u"víctor"_s, u"wei"_s,   u"yusuf"_s,   u"zoë"_s,      u"田中"_s,  u"أحمد"_s,     u"דנה"_s};
const QStringList lastNames{u"fischer"_s, u"okafor"_s,  u"yılmaz"_s, u"nakamura"_s, u"garcía"_s,
                            u"smith"_s,   u"ivanova"_s, u"haddad"_s, u"kowalski"_s, u"nguyen"_s,
                            u"olsen"_s,   u"patel"_s,   u"rossi"_s,  u"silva"_s,    u"weber"_s};
const QStringList agents{
    u"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36"_s,
    u"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:149.0) Gecko/20100101 Firefox/149.0"_s,
    u"Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"_s,
    u"Dart/3.6 (dart:io)"_s,
    u"okhttp/5.1.0"_s,
    u"node-XMLHttpRequest"_s,
    u"python-socketio/5.12"_s};
const QStringList topics{u"Gardening"_s,      u"General"_s,    u"Support"_s,    u"Release"_s,
                         u"Photography"_s,    u"Chess"_s,      u"数学研究会"_s, u"الموسيقى"_s,
                         u"Küche & Keller"_s, u"Night shift"_s};
const QStringList places{u"Berlin"_s, u"İzmir"_s, u"Oslo"_s,   u"Porto"_s, u"Kyoto"_s,
                         u"Lagos"_s,  u"Lima"_s,  u"Kraków"_s, u"Haifa"_s, u"Pune"_s};

QString pick(const QStringList &list, quint32 number)
{
    return list.at(qsizetype(number % quint32(list.size())));
}

/// What a row is sorted by; texts after numbers.
struct SortValue
{
    double number = 0;
    QString text = {};
    bool isMissing = false;
};

SortValue sortValueOf(const QJsonValue &value)
{
    if (value.isString())
        return {.text = value.toString()};
    if (value.isDouble())
        return {.number = value.toDouble()};
    if (value.isBool())
        return {.number = value.toBool() ? 1.0 : 0.0};
    return {.isMissing = true};
}

} // namespace

QString FakeTable::key(int row) const
{
    return rows.at(size_t(row)).value(keyCell).toVariant().toString();
}

bool FakeTable::passes(const QJsonObject &row, const QMap<QString, QString> &filter) const
{
    for (auto each = filter.begin(); each != filter.end(); ++each) {
        const auto contains = [&](const QString &cell) {
            return row.value(cell).toVariant().toString().contains(each.value(),
                                                                   Qt::CaseInsensitive);
        };
        if (each.key() == u"text"_s) {
            if (!std::any_of(textCells.begin(), textCells.end(), contains))
                return false;
        } else if (each.key() == u"online"_s) {
            if ((row.value(onlineCell).toInt() > 0) != (each.value() == u"true"_s))
                return false;
        } else if (row.value(each.key()).toVariant().toString() != each.value()) {
            return false;
        }
    }
    return true;
}

FakeTable::Page FakeTable::read(const adminprotocol::Window &window) const
{
    const QString sort = window.sort.isEmpty() ? keyCell : window.sort;
    std::vector<int> found;
    std::vector<SortValue> values(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        if (!window.filter.isEmpty() && !passes(rows[i], window.filter))
            continue;
        found.push_back(int(i));
        values[i] = sortValueOf(rows[i].value(sort));
    }
    const auto before = [&](int one, int other) {
        const SortValue &a = values[size_t(window.descending ? other : one)];
        const SortValue &b = values[size_t(window.descending ? one : other)];
        if (a.isMissing != b.isMissing)
            return values[size_t(other)].isMissing;
        if (a.number != b.number)
            return a.number < b.number;
        const int order = a.text.compare(b.text, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : one < other;
    };
    const size_t begin = std::min(found.size(), size_t(window.offset));
    const size_t end = std::min(found.size(), begin + size_t(window.limit));
    const auto at = [&found](size_t place) { return found.begin() + std::ptrdiff_t(place); };
    if (begin < end && begin > 0)
        std::nth_element(found.begin(), at(begin), found.end(), before);
    std::partial_sort(at(begin), at(end), found.end(), before);
    return {qint64(found.size()), std::vector<int>(at(begin), at(end))};
}

FakeData::FakeData(const FakeSize &size)
{
    FakeTable &users = m_tables[u"users"_s];
    users.textCells = {u"username"_s, u"email"_s, u"id"_s};
    users.onlineCell = u"connections"_s;
    for (int i = 0; i < size.users; ++i)
        users.rows.push_back(user(i));
    FakeTable &rooms = m_tables[u"rooms"_s];
    rooms.textCells = {u"name"_s, u"id"_s};
    rooms.onlineCell = u"online"_s;
    for (int i = 0; i < size.rooms; ++i)
        rooms.rows.push_back(room(i));
    FakeTable &sessions = m_tables[u"sessions"_s];
    sessions.textCells = {u"username"_s, u"address"_s, u"userAgent"_s};
    for (int i = 0; i < size.sessions; ++i)
        sessions.rows.push_back(session());
    FakeTable &reports = m_tables[u"reports"_s];
    for (int i = 0; i < size.reports; ++i)
        reports.rows.push_back(report(i));
    m_tables[u"status"_s].keyCell = u"key"_s;
    m_tables[u"status"_s].rows.push_back(status());
}

FakeTable *FakeData::table(const QString &view)
{
    const auto found = m_tables.find(view);
    return found == m_tables.end() ? nullptr : &found->second;
}

QStringList FakeData::views() const
{
    return {u"logs"_s,     u"metrics"_s, u"reports"_s, u"rooms"_s,
            u"sessions"_s, u"status"_s,  u"traffic"_s, u"users"_s};
}

QString FakeData::now()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
}

QString FakeData::idFor(int kind, int number) const
{
    return u"6b0e3750%1%2"_s.arg(kind, 4, 16, '0'_L1).arg(number, 12, 16, '0'_L1);
}

QString FakeData::timeBefore(int maxSeconds)
{
    return QDateTime::currentDateTimeUtc().addSecs(-below(maxSeconds)).toString(Qt::ISODateWithMs);
}

QJsonObject FakeData::user(int number)
{
    const QString name = pick(firstNames, quint32(number)) + u'.' +
                         pick(lastNames, quint32(number / 7)) +
                         (number < 50 ? QString() : QString::number(number));
    const int kind = number % 40;
    return {{u"id"_s, idFor(1, number)},
            {u"username"_s, name},
            {u"email"_s, number % 3 ? QJsonValue(name + u"@example.org"_s) : QJsonValue()},
            {u"phone"_s, QJsonValue()},
            {u"role"_s, number < 2   ? u"administrator"_s
                        : number < 6 ? u"operator"_s
                                     : u"user"_s},
            {u"state"_s, kind == 17   ? u"suspended"_s
                         : kind == 23 ? u"banned"_s
                                      : u"active"_s},
            {u"until"_s, QJsonValue()},
            {u"reason"_s, kind == 17 ? u"Advertising"_s : QString()},
            {u"mustChangePassword"_s, false},
            {u"createdAt"_s, timeBefore(60 * 60 * 24 * 900)},
            {u"lastSeenAt"_s, timeBefore(60 * 60 * 24 * 30)},
            {u"rooms"_s, below(40)},
            {u"sessions"_s, below(4)},
            {u"connections"_s, below(3)}};
}

QJsonObject FakeData::room(int number)
{
    const QString name = pick(topics, quint32(number)) + u' ' + pick(places, quint32(number / 9)) +
                         (number < 60 ? QString() : u" "_s + QString::number(number));
    const int members = 2 + int(4000.0 / (1 + number % 900));
    return {{u"id"_s, idFor(2, number)},
            {u"name"_s, name},
            {u"kind"_s, number % 4 ? u"public"_s : u"private"_s},
            {u"owner"_s, pick(firstNames, quint32(number)) + u'.' + pick(lastNames, 0)},
            {u"ownerId"_s, idFor(1, number % 50)},
            {u"members"_s, members},
            {u"frozen"_s, number % 53 == 0},
            {u"slowMode"_s, number % 31 == 0 ? 30 : 0},
            {u"createdAt"_s, timeBefore(60 * 60 * 24 * 900)},
            {u"messages"_s, members * below(300)},
            {u"lastMessageAt"_s, number % 11 ? QJsonValue(timeBefore(86400)) : QJsonValue()},
            {u"online"_s, below(members)},
            {u"messagesPerMinute"_s, below(20)}};
}

QJsonObject FakeData::session()
{
    const int number = int(++m_lastSession);
    const int person = below(5000);
    const bool isKnown = number % 29 != 0;
    const bool isPlain = number % 5 == 0;
    const auto &users = m_tables.at(u"users"_s).rows;
    const QString name = users.empty()
                             ? pick(firstNames, quint32(person))
                             : users[size_t(person) % users.size()].value(u"username"_s).toString();
    return {{u"id"_s, number},
            {u"username"_s, isKnown ? QJsonValue(name) : QJsonValue()},
            {u"userId"_s, isKnown ? QJsonValue(idFor(1, person)) : QJsonValue()},
            {u"sessionId"_s, isKnown ? QJsonValue(idFor(3, number)) : QJsonValue()},
            {u"dialect"_s, number % 6 ? u"native"_s : u"mattermost"_s},
            {u"protocol"_s, isPlain ? u"websocket"_s : u"socket.io 4"_s},
            {u"transport"_s, number % 9 ? u"websocket"_s : u"polling"_s},
            {u"address"_s, u"203.0.%1.%2"_s.arg(below(120)).arg(1 + below(250))},
            {u"userAgent"_s, pick(agents, m_random.generate())},
            {u"openedAt"_s, timeBefore(86400)},
            {u"idleMs"_s, below(60000)},
            {u"roundTripMs"_s, number % 13 ? QJsonValue(8 + below(190)) : QJsonValue()},
            {u"messagesIn"_s, below(900)},
            {u"messagesOut"_s, below(90000)},
            {u"bytesIn"_s, below(400000)},
            {u"bytesOut"_s, below(40000000)},
            {u"messagesInRate"_s, double(below(20)) / 10},
            {u"messagesOutRate"_s, double(below(900)) / 10},
            {u"bytesInRate"_s, below(2000)},
            {u"bytesOutRate"_s, below(60000)},
            {u"backlogBytes"_s, number % 17 ? 0 : below(200000)},
            {u"rooms"_s, below(30)}};
}

QJsonObject FakeData::report(int number)
{
    return {{u"id"_s, idFor(4, number)},
            {u"reporter"_s, pick(firstNames, quint32(number))},
            {u"author"_s, pick(firstNames, quint32(number + 5)) + u'.' + pick(lastNames, 3)},
            {u"room"_s, pick(topics, quint32(number))},
            {u"reason"_s, u"Spam"_s},
            {u"createdAt"_s, timeBefore(86400)}};
}

QJsonObject FakeData::status() const
{
    const auto count = [this](const QString &view) { return int(m_tables.at(view).rows.size()); };
    return {{u"key"_s, u"server"_s},
            {u"version"_s, u"0.1.0"_s},
            {u"accounts"_s, count(u"users"_s)},
            {u"rooms"_s, count(u"rooms"_s)},
            {u"connections"_s, count(u"sessions"_s)},
            {u"usersOnline"_s, count(u"sessions"_s) * 4 / 5},
            {u"connectionsByDialect"_s, QJsonObject{{u"native"_s, count(u"sessions"_s)}}},
            {u"databaseBytes"_s, 2147483648.0},
            {u"memoryBytes"_s, 1207959552.0},
            {u"descriptors"_s, count(u"sessions"_s) + 40},
            {u"listeners"_s, QJsonArray{u"https://0.0.0.0:8443"_s}},
            {u"lockedDown"_s, false},
            {u"logLevel"_s, u"info"_s},
            {u"registration"_s, u"open"_s},
            {u"schema"_s, 12},
            {u"startedAt"_s, now()},
            {u"uptimeSeconds"_s, 3600}};
}

void FakeData::change(int count, const std::vector<int> &favourites)
{
    auto &rows = m_tables.at(u"sessions"_s).rows;
    for (int i = 0; i < count && !rows.empty(); ++i) {
        const bool isFavourite = i % 2 == 0 && !favourites.empty();
        const size_t place = isFavourite ? size_t(favourites[size_t(below(int(favourites.size())))])
                                         : size_t(below(int(rows.size())));
        QJsonObject &row = rows[place];
        const int bytes = 100 + below(5000);
        row.insert(u"messagesOut"_s, row.value(u"messagesOut"_s).toInteger() + 1);
        row.insert(u"bytesOut"_s, row.value(u"bytesOut"_s).toInteger() + bytes);
        row.insert(u"bytesOutRate"_s, bytes);
        row.insert(u"idleMs"_s, below(900));
    }
    QJsonObject &status = m_tables.at(u"status"_s).rows.front();
    status.insert(u"connections"_s, int(rows.size()));
    status.insert(u"usersOnline"_s, int(rows.size()) * 4 / 5 + below(20));
}

void FakeData::churn(int count)
{
    auto &rows = m_tables.at(u"sessions"_s).rows;
    for (int i = 0; i < count && !rows.empty(); ++i)
        rows[size_t(below(int(rows.size())))] = session();
}

QJsonObject FakeData::trafficCells()
{
    const int room = below(60);
    const int user = below(5000);
    return {
        {u"at"_s, now()},
        {u"kind"_s, below(9) ? u"posted"_s : u"joined"_s},
        {u"roomId"_s, idFor(2, room)},
        {u"room"_s, pick(topics, quint32(room)) + u' ' + pick(places, quint32(room / 9))},
        {u"direct"_s, false},
        {u"userId"_s, idFor(1, user)},
        {u"username"_s, pick(firstNames, quint32(user)) + u'.' + pick(lastNames, quint32(user))},
        {u"messageId"_s, idFor(5, user)},
        {u"bytes"_s, 20 + below(900)},
        {u"dialect"_s, u"native"_s},
        {u"transport"_s, u"socket"_s},
        {u"commitMs"_s, double(below(90)) / 10}};
}

QJsonObject FakeData::logCells()
{
    const bool isWarning = below(12) == 0;
    return {{u"at"_s, now()},
            {u"level"_s, isWarning ? u"warning"_s : u"info"_s},
            {u"category"_s, u"parlance.net"_s},
            {u"text"_s, isWarning ? u"A client at 203.0.113.7 sends faster than allowed"_s
                                  : u"203.0.113.%1 has connected"_s.arg(below(250))}};
}

QJsonObject FakeData::metricsCells()
{
    const double wave = std::sin(double(QDateTime::currentSecsSinceEpoch()) / 60);
    return {{u"at"_s, now()},
            {u"connections"_s, int(m_tables.at(u"sessions"_s).rows.size())},
            {u"usersOnline"_s, 12000 + int(400 * wave)},
            {u"messagesPerSecond"_s, 320 + 80 * wave},
            {u"deliveriesPerSecond"_s, 9000 + 2000 * wave},
            {u"deliveryP50Ms"_s, 1.2},
            {u"deliveryP95Ms"_s, 3.1 + wave},
            {u"deliveryP99Ms"_s, 8.4 + 2 * wave},
            {u"commitMs"_s, 0.8},
            {u"connectsPerSecond"_s, below(40)},
            {u"disconnectsPerSecond"_s, below(40)},
            {u"cpuCores"_s, 0.8 + 0.2 * wave},
            {u"loopLagMs"_s, 0.6},
            {u"memoryBytes"_s, 1207959552.0},
            {u"rateLimitedPerSecond"_s, below(3)},
            {u"refusalsPerSecond"_s, below(2)},
            {u"storageQueue"_s, below(12)}};
}

} // namespace parlance::test
