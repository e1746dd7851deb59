// SPDX-License-Identifier: GPL-3.0-or-later
#include "screenshots/moderated.h"

#include "screenshots/town.h"
#include "support/realclient.h"

namespace parlance::test {

using namespace Qt::StringLiterals;

namespace {

void report(RealServer &server, const Crowd &crowd)
{
    RealClient owner(server, crowd.people().at(0));
    RealClient member(server, crowd.people().at(1));
    const QString room = owner.createRoom(u"Balkonpflanzen und andere Kleinigkeiten"_s);
    member.join(room);
    const QString reasons[] = {u"Spam, the third time today"_s, u"Insults a neighbour by name"_s,
                               u"広告です"_s, u"إعلان"_s};
    for (int n = 0; n < 4; ++n) {
        const QString message = member.post(room, town::sentence(n));
        owner.call(u"message.report"_s, {{u"messageId"_s, message}, {u"reason"_s, reasons[n]}});
    }
    owner.call(u"user.report"_s,
               {{u"userId"_s, crowd.people().at(2).id}, {u"reason"_s, u"Pretends to be me"_s}});
}

} // namespace

void moderate(RealServer &server, const Crowd &crowd)
{
    report(server, crowd);
    const auto run = [&server](const QStringList &arguments, const QString &reason) {
        server.admin(arguments + QStringList{u"--reason"_s, reason});
    };
    const auto name = [&crowd](size_t n) { return crowd.people().at(n).username; };
    run({u"bans"_s, u"add"_s, u"198.51.100.0/24"_s, u"--for"_s, u"7d"_s}, u"Registration spam"_s);
    run({u"bans"_s, u"add"_s, u"203.0.113.77"_s}, u"Guesses passwords"_s);
    run({u"bans"_s, u"add"_s, u"2001:db8:17::/48"_s, u"--for"_s, u"12h"_s}, u"Floods"_s);
    for (size_t n = 10; n < 16; ++n)
        run({u"users"_s, u"mute"_s, name(n), u"--for"_s, u"%1h"_s.arg(n)}, u"Off-topic adverts"_s);
    for (size_t n = 20; n < 24; ++n)
        run({u"users"_s, u"suspend"_s, name(n), u"--for"_s, u"%1d"_s.arg(n)}, u"Harassment"_s);
    for (const QString &backup : {u"monday.db"_s, u"tuesday.db"_s})
        run({u"storage"_s, u"backup"_s, backup}, u"By hand"_s);
    run({u"log-level"_s, u"debug"_s}, u"Clients drop"_s);
    run({u"users"_s, u"ban"_s, name(24)}, u"Sells accounts"_s);
    run({u"users"_s, u"unsuspend"_s, name(20)}, u"Appeal accepted"_s);
}

} // namespace parlance::test
