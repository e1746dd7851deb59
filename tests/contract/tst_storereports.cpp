// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

namespace tst_storereports {

using namespace parlance;
using namespace parlance::test;

// What users report to moderators.
class TestStoreReports : public AdminSuite
{
    Q_OBJECT

private:
    RoomId lobby;
    MessageId said;

    Result<StoredReport> report(const UserRef &reporter, const NewReport &made)
    {
        return await<StoredReport>(
            [&](auto done) { m_store->reports().addReport(reporter.id, made, done); });
    }
    Result<StoredReport> report(const UserRef &reporter, MessageId message)
    {
        return report(reporter, NewReport{.messageId = message, .reason = u"rude"_s});
    }
    Result<StoredReport> report(const UserRef &reporter, UserId user)
    {
        return report(reporter, NewReport{.userId = user, .reason = u"spam"_s});
    }
    Result<ReportPage> reports(const ReportQuery &query = {})
    {
        return await<ReportPage>([&](auto done) { m_store->reports().listReports(query, done); });
    }
    Result<Report> resolve(const AdminAction &action, ReportId id)
    {
        return await<Report>(
            [&](auto done) { m_store->reports().resolveReport(action, id, done); });
    }
    /// "REPORTER USER ROOM TEXT REASON"
    static QStringList texts(const Result<ReportPage> &page)
    {
        QStringList list;
        for (const Report &each : page ? page->reports : QList<Report>())
            list.append(QStringList{each.reporter.username, each.user.username, each.room,
                                    each.text.value_or(u"-"_s), each.reason}
                            .join(u'|'));
        return list;
    }
    static AdminAction because(const QString &reason)
    {
        AdminAction action = local(u"reports.resolve"_s);
        action.reason = reason;
        return action;
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init()
    {
        setUp();
        lobby = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, lobby));
        said = post(bob, lobby, u"You fool"_s)->message.id;
    }
    void cleanup() { m_store.reset(); }

    void aMessage()
    {
        m_now = 5;
        const auto made = report(ann, said);
        QVERIFY(made && !made->repeated);
        const Report &stored = made->report;
        QCOMPARE(stored.messageId, said);
        QCOMPARE(stored.roomId, lobby);
        QCOMPARE(stored.user.id, bob.id);
        QCOMPARE(stored.createdAt, at(5));
        QVERIFY(stored.state == ReportState::Open && !stored.resolvedAt);
        QCOMPARE(texts(reports()), QStringList{u"Ann|Bob|Lobby|You fool|rude"_s});
    }

    void aUser()
    {
        const auto made = report(cid, bob.id);
        QVERIFY(made && !made->repeated);
        QVERIFY(made->report.messageId.isNull() && made->report.roomId.isNull());
        QCOMPARE(texts(reports()), QStringList{u"Cid|Bob||-|spam"_s});
        VERIFY_ERROR(report(cid, UserId::fromBytes(lobby.toBytes())), ErrorCode::UserNotFound);
    }

    // A message, the person and another reporter are different things.
    void oneOpenReportOfTheSame()
    {
        const auto first = report(ann, said);
        QVERIFY(first);
        const auto second = report(ann, NewReport{.messageId = said, .reason = u"other"_s});
        QVERIFY(second && second->repeated);
        QCOMPARE(second->report.id, first->report.id);
        QCOMPARE(second->report.reason, u"rude"_s);
        QVERIFY(report(ann, bob.id) && report(cid, said));
        QCOMPARE(reports()->reports.size(), 3);
        QVERIFY(resolve(local(), first->report.id));
        const auto third = report(ann, said);
        QVERIFY(third && !third->repeated);
        QVERIFY(third->report.id != first->report.id);
    }

    void onlyWhatTheReporterCanRead()
    {
        const RoomId secret = addRoom(ann, u"Secret"_s, true)->room.id;
        const MessageId hidden = post(ann, secret, u"x"_s)->message.id;
        VERIFY_ERROR(report(bob, hidden), ErrorCode::MessageNotFound);
        QVERIFY(invite(ann, secret, bob.id));
        VERIFY_ERROR(report(bob, hidden), ErrorCode::MessageNotFound);
        const auto mail = send(ann, cid.id.toString(), u"for Cid"_s);
        VERIFY_ERROR(report(bob, mail->stored.message.id), ErrorCode::MessageNotFound);
        VERIFY_ERROR(report(bob, MessageId::fromBytes(lobby.toBytes())),
                     ErrorCode::MessageNotFound);
        QVERIFY(report(cid, mail->stored.message.id));
        QCOMPARE(texts(reports()), QStringList{u"Cid|Ann||for Cid|rude"_s});
        // Everybody can read public rooms.
        QVERIFY(report(cid, said));
    }

    void notOneself()
    {
        VERIFY_ERROR(report(bob, said), ErrorCode::Conflict);
        VERIFY_ERROR(report(bob, bob.id), ErrorCode::Conflict);
        QVERIFY(reports()->reports.isEmpty());
    }

    void openOnesAreLimited()
    {
        StoreOptions few = options();
        few.limits.openReportsPerUser = 2;
        reopen(few);
        const auto first = report(ann, said);
        QVERIFY(first && report(ann, bob.id));
        VERIFY_ERROR(report(ann, cid.id), ErrorCode::LimitReached);
        QVERIFY(report(ann, said)->repeated);
        QVERIFY(report(cid, said));
        QVERIFY(resolve(local(), first->report.id));
        QVERIFY(report(ann, cid.id));
    }

    void deletedMessages()
    {
        QVERIFY(report(ann, said));
        QVERIFY(edit(bob.id, said, u"You angel"_s));
        QCOMPARE(texts(reports()), QStringList{u"Ann|Bob|Lobby|You angel|rude"_s});
        QVERIFY(remove(bob.id, said));
        QCOMPARE(texts(reports()), QStringList{u"Ann|Bob|Lobby|-|rude"_s});
        QVERIFY(report(ann, said)->repeated);
        VERIFY_ERROR(report(cid, said), ErrorCode::MessageNotFound);
    }

    // Their rows are removed only afterwards.
    void purgedMessages()
    {
        m_now = 5;
        QVERIFY(report(ann, said));
        const MessageId kept = post(bob, lobby, u"You angel"_s)->message.id;
        QVERIFY(report(ann, kept));
        QCOMPARE(run(u"UPDATE rooms SET purged_seq = 1"_s), QString());
        const QStringList shown{u"Ann|Bob|Lobby|-|rude"_s, u"Ann|Bob|Lobby|You angel|rude"_s};
        QCOMPARE(texts(reports()), shown);
        QCOMPARE(texts(reports({.user = u"bob"_s})), shown);
        VERIFY_ERROR(report(ann, said), ErrorCode::MessageNotFound);
        QVERIFY(!resolve(local(), reports()->reports.first().id)->text);
    }

    void messagesOfAnErasedUser()
    {
        QVERIFY(report(ann, said));
        QCOMPARE(run(u"UPDATE users SET messages_erased_at = 1 WHERE username_key = 'bob'"_s),
                 QString());
        QCOMPARE(texts(reports()), QStringList{u"Ann|Bob|Lobby|-|rude"_s});
        const auto again = report(ann, said);
        QVERIFY(again && again->repeated && !again->report.text);
    }

    // Neither keeps the other from being deleted.
    void outlivesWhatItNames()
    {
        const ReportId id = report(ann, said)->report.id;
        QVERIFY(report(cid, bob.id));
        QVERIFY(deleteRoom(ann.id, lobby));
        QTRY_COMPARE(number(u"SELECT count(*) FROM rooms"_s), 0);
        QCOMPARE(number(u"SELECT count(*) FROM messages"_s), 0);
        QCOMPARE(run(u"DELETE FROM memberships"_s), QString());
        QCOMPARE(run(u"DELETE FROM users WHERE username_key IN ('bob', 'cid')"_s), QString());
        QCOMPARE(texts(reports()), (QStringList{u"Ann|||-|rude"_s, u"|||-|spam"_s}));
        QVERIFY(resolve(local(), id));
    }

    void resolving()
    {
        m_now = 5;
        const ReportId id = report(ann, said)->report.id;
        m_now = 8;
        const QStringList before = everything();
        const auto planned = resolve(dry(because(u"warned"_s)), id);
        QVERIFY(planned && planned->state == ReportState::Resolved);
        QCOMPARE(everything(), before);
        QCOMPARE(reports()->reports.size(), 1);

        const auto done = resolve(because(u"warned"_s), id);
        QVERIFY(done);
        QCOMPARE(done->resolvedAt, std::optional(at(8)));
        QCOMPARE(done->resolvedBy, u"local:root(0)"_s);
        QCOMPARE(done->note, u"warned"_s);
        QCOMPARE(lastEntry(), id.toString() + u" {\"state\":\"open\",\"user\":\"Bob\"}"
                                              " {\"state\":\"resolved\",\"user\":\"Bob\"} ok"_s);
        QVERIFY(reports()->reports.isEmpty());
        ReportQuery resolved;
        resolved.state = ReportState::Resolved;
        const auto page = reports(resolved);
        QCOMPARE(page->reports.size(), 1);
        QCOMPARE(page->reports[0].note, u"warned"_s);

        const QStringList after = everything();
        VERIFY_ERROR(resolve(local(), id), ErrorCode::Conflict);
        VERIFY_ERROR(resolve(local(), ReportId::fromBytes(lobby.toBytes())),
                     ErrorCode::ReportNotFound);
        QCOMPARE(everything(), after);
    }

    // The role may be taken between the check of the permission and the change.
    void theActorIsChecked()
    {
        const ReportId id = report(ann, said)->report.id;
        VERIFY_ERROR(resolve(by(ann, ServerRole::Operator), id), ErrorCode::Forbidden);
        appoint(ann, ServerRole::Operator);
        QVERIFY(resolve(by(ann, ServerRole::Operator), id));
    }

    void pages()
    {
        QVERIFY(report(ann, said) && report(cid, said) && report(cid, ann.id));
        QVERIFY(report(bob, ann.id));
        QStringList read;
        ReportQuery query;
        query.limit = 1;
        for (bool more = true; more && read.size() < 10;) {
            const auto page = reports(query);
            QCOMPARE(page->reports.size(), 1);
            read += texts(page);
            query.after = page->reports.last().id;
            more = page->more;
        }
        QCOMPARE(read, texts(reports()));
        QCOMPARE(read.size(), 4);
        QCOMPARE(read[0], u"Ann|Bob|Lobby|You fool|rude"_s);

        ReportQuery ofAnn{.user = u"ANN"_s};
        QCOMPARE(texts(reports(ofAnn)), (QStringList{u"Cid|Ann||-|spam"_s, u"Bob|Ann||-|spam"_s}));
        ofAnn.user = ann.id.toString();
        QCOMPARE(reports(ofAnn)->reports.size(), 2);
        VERIFY_ERROR(reports({.user = u"nobody"_s}), ErrorCode::UserNotFound);
    }

    void aPageOfLongMessagesIsShorter()
    {
        StoreOptions small = options();
        small.limits.pageBytes = 1000;
        reopen(small);
        for (int i = 0; i < 3; ++i)
            QVERIFY(report(ann, post(bob, lobby, QString(800, u'x'))->message.id));
        const auto first = reports();
        QCOMPARE(first->reports.size(), 2);
        QVERIFY(first->more);
        ReportQuery query;
        query.after = first->reports.last().id;
        QCOMPARE(reports(query)->reports.size(), 1);
        QVERIFY(!reports(query)->more);
    }
};

PARLANCE_TEST(TestStoreReports)

} // namespace tst_storereports

#include "tst_storereports.moc"
