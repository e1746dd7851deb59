// SPDX-License-Identifier: GPL-3.0-or-later
#include "screenshots/town.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace parlance::test::town {

using namespace Qt::StringLiterals;

namespace {

const QStringList firstNames{
    u"ann"_s,    u"bela"_s,    u"cem"_s,     u"dagny"_s, u"émile"_s, u"fatima"_s,     u"günther"_s,
    u"hanna"_s,  u"ivo"_s,     u"jolanta"_s, u"kwame"_s, u"lotte"_s, u"mehmet"_s,     u"nomvula"_s,
    u"oisín"_s,  u"priya"_s,   u"quentin"_s, u"rosa"_s,  u"søren"_s, u"tatjana"_s,    u"ulla"_s,
    u"víctor"_s, u"wanda"_s,   u"xenia"_s,   u"yusuf"_s, u"zoé"_s,   u"ישראל"_s,      u"ליאור"_s,
    u"محمد"_s,   u"فاطمة"_s,   u"سليمان"_s,  u"山田"_s,  u"佐藤"_s,  u"김민준"_s,     u"李娜"_s,
    u"王芳"_s,   u"дмитрий"_s, u"ольга"_s,   u"нина"_s,  u"ελένη"_s, u"bartholomew"_s};
const QStringList lastNames{u"fischer"_s,
                            u"o-brien"_s,
                            u"müller"_s,
                            u"van-der-berg"_s,
                            u"yılmaz"_s,
                            u"nowak"_s,
                            u"garcía"_s,
                            u"andersson"_s,
                            u"okafor"_s,
                            u"novák"_s,
                            u"featherstonehaugh-cholmondeley"_s,
                            u"rossi"_s,
                            u"dubois"_s,
                            u"haddad"_s,
                            u"tanaka"_s,
                            u"patel"_s,
                            u"silva"_s,
                            u"kowalska"_s};
const QStringList places{u"Gardening"_s,
                         u"Release 6.4"_s,
                         u"Incidents"_s,
                         u"مجتمع المطورين"_s,
                         u"東京オフィス"_s,
                         u"Kaffeeküche"_s,
                         u"Support, second line"_s,
                         u"Bergwandern"_s,
                         u"קבוצת תמיכה"_s,
                         u"Payroll"_s,
                         u"개발팀 회의실"_s,
                         u"Book club"_s,
                         u"Night shift"_s,
                         u"Бухгалтерия"_s,
                         u"Lost and found"_s,
                         u"Coordination of the harbour authority and the tug boats"_s,
                         u"Chess"_s,
                         u"Deploys"_s,
                         u"前端工程"_s,
                         u"Choir"_s,
                         u"School run"_s,
                         u"Field hospital"_s};
const QStringList parts{u""_s,         u" north"_s, u" south"_s, u" 2025"_s,
                        u" archive"_s, u" team"_s,  u" leads"_s, u" visitors"_s};
const QStringList sentences{
    u"The tomatoes are in!"_s,
    u"Who is on call tonight? The pager rang twice and nobody answered."_s,
    u"会議は10時からです。資料を確認してください。"_s,
    u"Danke, das hat geholfen."_s,
    u"صباح الخير، هل وصل التقرير؟"_s,
    u"I can reproduce it: open two tabs, log out in one, and post in the other. The second one "
    u"then shows the message twice until it is loaded anew."_s,
    u"+1"_s,
    u"בסדר גמור, נדבר מחר בבוקר"_s,
    u"See https://example.org/plans/2026/harbour?view=week&week=49 for the new plan"_s,
    u"Спасибо, всё работает 🎉"_s};

/// bcrypt, cost 10, of "secret of 0".
constexpr auto passwordHash = "$2b$10$abcdefghijklmnopqrstuuYihC3MOJT6jdCkkiN7xKuQbpRSAKN72"_L1;
constexpr qint64 userBase = 0x100000000000;
constexpr qint64 roomBase = 0x200000000000;
constexpr qint64 messageBase = 0x300000000000;

qint64 startSeconds()
{
    return QDateTime(QDate(2025, 2, 3), QTime(8, 0), Qt::UTC).toSecsSinceEpoch();
}

QJsonObject id(qint64 base, int n)
{
    return {
        {u"$oid"_s,
         u"%1%2"_s.arg(startSeconds() + n, 8, 16, QChar(u'0')).arg(base + n, 16, 16, QChar(u'0'))}};
}

QJsonObject date(qint64 seconds)
{
    return {
        {u"$date"_s, QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODateWithMs)}};
}

template <class Make>
void writeLines(const QString &path, int count, const Make &make)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    for (int n = 0; n < count; ++n)
        file.write(QJsonDocument(make(n)).toJson(QJsonDocument::Compact) + '\n');
}

} // namespace

QString personName(int n)
{
    const int first = n % int(firstNames.size());
    const int last = n * 7 / int(firstNames.size()) % int(lastNames.size());
    const int round = n / int(firstNames.size() * lastNames.size());
    const QString name = u"%1.%2"_s.arg(firstNames.at(first), lastNames.at(last));
    return round == 0 ? name : name + QString::number(round + 1);
}

QString roomName(int n)
{
    const QString name =
        places.at(n % places.size()) + parts.at(n / int(places.size()) % int(parts.size()));
    const int round = n / int(places.size() * parts.size());
    return round == 0 ? name : u"%1 %2"_s.arg(name).arg(round + 1);
}

QString sentence(int n)
{
    return sentences.at(n % sentences.size());
}

void writeExport(const QString &folder, int users, int rooms, int messages)
{
    const qint64 start = startSeconds();
    const int yearSeconds = 290 * 24 * 3600;
    writeLines(folder + u"/users.json"_s, users, [&](int n) {
        const QJsonObject made = date(start + qint64(yearSeconds) * n / users);
        return QJsonObject{{u"_id"_s, id(userBase, n)},
                           {u"username"_s, personName(n)},
                           {u"email"_s, u"person%1@example.org"_s.arg(n)},
                           {u"password"_s, passwordHash},
                           {u"createdAt"_s, made},
                           {u"updatedAt"_s, made}};
    });
    writeLines(folder + u"/rooms.json"_s, rooms, [&](int n) {
        QJsonArray members;
        for (int i = 0; i < 2 + n * 37 % 60; ++i)
            members.append(id(userBase, (n * 131 + i * 17) % users));
        const QJsonObject made = date(start + qint64(yearSeconds) * n / rooms);
        return QJsonObject{{u"_id"_s, id(roomBase, n)},  {u"name"_s, roomName(n)},
                           {u"isPrivate"_s, n % 3 == 1}, {u"members"_s, members},
                           {u"createdAt"_s, made},       {u"updatedAt"_s, made}};
    });
    writeLines(folder + u"/messages.json"_s, messages, [&](int n) {
        const int room = n * 29 % rooms;
        const QJsonObject at = date(start + qint64(yearSeconds) * n / messages);
        return QJsonObject{{u"_id"_s, id(messageBase, n)},
                           {u"room"_s, id(roomBase, room)},
                           {u"sender"_s, id(userBase, (room * 131) % users)},
                           {u"content"_s, sentence(n)},
                           {u"createdAt"_s, at},
                           {u"updatedAt"_s, at}};
    });
}

} // namespace parlance::test::town
