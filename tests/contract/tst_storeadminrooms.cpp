// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

namespace tst_storeadminrooms {

using namespace parlance;
using namespace parlance::test;

// What administrators see of rooms.
class TestStoreAdminRooms : public AdminSuite
{
    Q_OBJECT

private:
    static QStringList names(const Result<RoomDetailsPage> &page)
    {
        QStringList list;
        for (const RoomDetails &each : page ? page->rooms : QList<RoomDetails>())
            list.append(each.room.name);
        return page ? list : QStringList{errorName(page.error().code)};
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void findsOneByNameOrId()
    {
        m_now = 10;
        const RoomId hall = addRoom(ann, u"Great Hall"_s, true)->room.id;
        QVERIFY(invite(ann, hall, bob.id));
        QVERIFY(join(bob, hall));
        for (const QString &name : {u"Great Hall"_s, u" GREAT hall "_s, hall.toString()}) {
            const auto found = roomDetails(name);
            QVERIFY2(found, qPrintable(name));
            QCOMPARE(found->room.id, hall);
            QCOMPARE(found->room.name, u"Great Hall"_s);
            QVERIFY(found->room.kind == RoomKind::Private);
            QCOMPARE(found->room.ownerId, ann.id);
            QCOMPARE(found->owner, u"Ann"_s);
            QCOMPARE(found->room.memberCount, 2);
            QCOMPARE(found->room.createdAt, at(10));
            QVERIFY(!found->room.frozen);
        }
        VERIFY_ERROR(roomDetails({}), ErrorCode::RoomNotFound);
        VERIFY_ERROR(roomDetails(u"Hall"_s), ErrorCode::RoomNotFound);
        VERIFY_ERROR(roomDetails(RoomId(randomId()).toString()), ErrorCode::RoomNotFound);
        VERIFY_ERROR(roomDetails(QString(100000, u'x')), ErrorCode::RoomNotFound);
        QVERIFY(deleteRoom(ann.id, hall));
        VERIFY_ERROR(roomDetails(u"Great Hall"_s), ErrorCode::RoomNotFound);
        VERIFY_ERROR(roomDetails(hall.toString()), ErrorCode::RoomNotFound);
    }

    void directConversationsStayPrivate()
    {
        const RoomId both = direct(ann, bob.id)->view.room.id;
        VERIFY_ERROR(roomDetails(both.toString()), ErrorCode::RoomNotFound);
        QCOMPARE(names(roomList()), QStringList());
    }

    void listsByPage()
    {
        for (const QString &name : {u"lobby"_s, u"Attic"_s, u"Hall"_s, u"Ballroom"_s})
            QVERIFY(addRoom(bob, name, name == u"Hall"));
        const QStringList all{u"Attic"_s, u"Ballroom"_s, u"Hall"_s, u"lobby"_s};
        QCOMPARE(names(roomList()), all);
        QVERIFY(!roomList()->more);
        QStringList seen;
        RoomDetailsQuery query{.limit = 1};
        for (int i = 0; i < all.size(); ++i) {
            const auto page = roomList(query);
            QCOMPARE(page->rooms.size(), 1);
            QCOMPARE(page->more, i + 1 < all.size());
            query.after = page->rooms.first().room.name;
            seen.append(query.after);
        }
        QCOMPARE(seen, all);
        QCOMPARE(names(roomList(query)), QStringList());
    }

    void listsThoseSearchedFor()
    {
        QVERIFY(addRoom(bob, u"Lobby"_s));
        QVERIFY(addRoom(bob, u"Ballroom"_s));
        QVERIFY(addRoom(bob, u"100%_"_s));
        QCOMPARE(names(roomList({.search = u"B"_s})), QStringList({u"Ballroom"_s, u"Lobby"_s}));
        QCOMPARE(names(roomList({.search = u"%_"_s})), QStringList{u"100%_"_s});
        QCOMPARE(names(roomList({.search = u"x"_s})), QStringList());
        VERIFY_ERROR(roomList({.search = QString(65, u'x')}), ErrorCode::ValidationFailed);
        VERIFY_ERROR(roomList({.after = QString(65, u'x')}), ErrorCode::ValidationFailed);
    }
};

PARLANCE_TEST(TestStoreAdminRooms)

} // namespace tst_storeadminrooms

#include "tst_storeadminrooms.moc"
