// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gatewayfixture.h"
#include "support/testprogram.h"

namespace tst_callpipeline {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

const auto notesIt = [](Services &, const Call &call, Respond respond) {
    respond(Reply{call.args, 201});
};

/// Records the steps of the pipeline, and fails at a given step.
class NotingCall final : public IncomingCall
{
public:
    explicit NotingCall(const Route &row)
        : m_row(row)
    {
    }

    const Caller &caller() const override { return call.caller; }
    CallRules rules() const override { return {0, m_row, legacyApi}; }
    void setRate(const RateDecision &decision) override { limit = decision.limit; }
    void schedule(Task start) override
    {
        log += u"schedule"_s;
        holdsBack ? void(held = std::move(start)) : start();
    }
    Result<void> isWanted() const override { return failing(u"wanted"_s); }
    Result<void> readArguments() override { return note(u"read"_s); }
    QString claimedName() const override { return {}; }
    void actAs(const Actor &actor, Callback<void> done) override
    {
        log += u"act"_s;
        call.caller.actor = actor;
        done({});
    }
    void resolve(Callback<void> done) override { done(note(u"resolve"_s)); }
    Call toCall() const override { return call; }
    void answer(const Result<Reply> &reply) override
    {
        log += reply ? u"answer %1"_s.arg(reply->status) : errorName(reply.error().code);
    }

    Call call;
    /// The step that fails with Conflict.
    QString fails;
    bool legacyApi = false;
    bool holdsBack = false;
    Task held;
    QStringList log;
    int limit = 0;

private:
    Result<void> failing(const QString &step) const
    {
        return step == fails ? Result<void>(ErrorCode::Conflict) : Result<void>();
    }
    Result<void> note(const QString &step)
    {
        log += step;
        return failing(step);
    }

    const Route &m_row;
};

class TestCallPipeline : public QObject
{
    Q_OBJECT

private:
    struct Tested
    {
        Fixture f;
        RateLimiter limiter{systemNow};
        Admission admission{limiter, limits()};
        CallPipeline pipeline{f.services.all, admission, f.claims};
    };
    std::unique_ptr<Tested> m_tested;

    static RateLimits limits()
    {
        RateLimits limits;
        limits.enabled = true;
        limits.rest = {2, 1h};
        limits.authentication = {1, 1h};
        return limits;
    }
    std::shared_ptr<NotingCall> callOf(const Route &row, const QString &address = u"192.0.2.1"_s)
    {
        auto call = std::make_shared<NotingCall>(row);
        call->call.caller.remoteAddress = address;
        return call;
    }

private Q_SLOTS:
    void init() { m_tested = std::make_unique<Tested>(); }
    void cleanup() { m_tested.reset(); }

    void stepsFollowOneAnother_data()
    {
        QTest::addColumn<bool>("isSignedIn");
        QTest::addColumn<Access>("access");
        QTest::addColumn<QString>("fails");
        QTest::addColumn<QStringList>("log");
        const QStringList all{u"schedule"_s, u"read"_s, u"resolve"_s, u"answer 201"_s};
        QTest::newRow("signed in") << true << Access::Session << QString() << all;
        QTest::newRow("public") << false << Access::Public << QString() << all;
        QTest::newRow("not signed in")
            << false << Access::Session << QString()
            << QStringList{u"schedule"_s, errorName(ErrorCode::AuthenticationRequired)};
        QTest::newRow("not wanted")
            << true << Access::Session << u"wanted"_s << QStringList{u"schedule"_s, u"conflict"_s};
        QTest::newRow("unreadable") << true << Access::Session << u"read"_s
                                    << QStringList{u"schedule"_s, u"read"_s, u"conflict"_s};
        QTest::newRow("unresolved")
            << true << Access::Session << u"resolve"_s
            << QStringList{u"schedule"_s, u"read"_s, u"resolve"_s, u"conflict"_s};
    }
    void stepsFollowOneAnother()
    {
        QFETCH(bool, isSignedIn);
        QFETCH(Access, access);
        QFETCH(QString, fails);
        const Route row{.access = access, .handler = notesIt};
        const auto call = callOf(row);
        call->fails = fails;
        if (isSignedIn)
            call->call.caller.actor = m_tested->f.actor;
        m_tested->pipeline.run(call);
        QTEST(call->log, "log");
        QCOMPARE(call->limit, 2);
    }

    void aCallWithoutAllowanceGoesNoFurther()
    {
        const Route row{
            .access = Access::Public, .rate = RateClass::Authentication, .handler = notesIt};
        m_tested->pipeline.run(callOf(row));
        const auto second = callOf(row);
        m_tested->pipeline.run(second);
        QCOMPARE(second->log, QStringList{errorName(ErrorCode::RateLimited)});
        QCOMPARE(second->limit, 1);
    }

    void refusedCallsCostWhatReadingDoes()
    {
        const Route row{.rate = RateClass::Authentication, .handler = notesIt};
        for (int i = 0; i < 3; ++i) {
            const auto call = callOf(row);
            m_tested->pipeline.refuse(call, Error::of(ErrorCode::InvalidToken));
            QCOMPARE(call->log, QStringList{errorName(i < 2 ? ErrorCode::InvalidToken
                                                            : ErrorCode::RateLimited)});
        }
    }

    void aCallMayWaitForItsTurn()
    {
        const Route row{.access = Access::Public, .handler = notesIt};
        const auto call = callOf(row);
        call->holdsBack = true;
        m_tested->pipeline.run(call);
        QCOMPARE(call->log, QStringList{u"schedule"_s});
        std::exchange(call->held, nullptr)();
        QCOMPARE(call->log.last(), u"answer 201"_s);
        const auto setAside = callOf(row);
        m_tested->pipeline.resume(setAside);
        QCOMPARE(setAside->log.last(), u"answer 201"_s);
        QVERIFY(!setAside->log.contains(u"schedule"_s));
    }

    void aClaimNeedsArguments()
    {
        const Route row{.handler = notesIt, .claim = Claim{ClaimBy::Address, u"who"_s}};
        const auto call = callOf(row);
        call->fails = u"read"_s;
        m_tested->pipeline.run(call);
        QCOMPARE(call->log, (QStringList{u"schedule"_s, u"read"_s,
                                         errorName(ErrorCode::AuthenticationRequired)}));
        const auto refused = callOf(row);
        m_tested->pipeline.run(refused);
        // The row does not allow claims.
        QCOMPARE(refused->log,
                 (QStringList{u"schedule"_s, u"read"_s, errorName(ErrorCode::Forbidden)}));
    }

    void subscribersShareAnAllowance_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("isShared");
        const auto row = [](const char *one, const char *other, bool isShared) {
            QTest::addRow("%s and %s", one, other)
                << QString::fromLatin1(one) << QString::fromLatin1(other) << isShared;
        };
        row("192.0.2.1", "192.0.2.2", false);
        row("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1", true);
        row("2001:db8:1:2::1", "2001:db8:1:3::1", false);
        // The same network, with and without "::".
        row("2001::1:2:3:4:5", "2001:0:0:1:9:9:9:9", true);
        row("2001::1:2:3:4:5", "2001:0:0:2:2:3:4:5", false);
        row("::1", "::2", true);
    }
    void subscribersShareAnAllowance()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        const auto keyOf = [](const QString &address) {
            return Admission::bucketKey(RateClass::Rest, {.remoteAddress = address});
        };
        QTEST(keyOf(one) == keyOf(other), "isShared");
    }
};

PARLANCE_TEST(TestCallPipeline)

} // namespace tst_callpipeline

#include "tst_callpipeline.moc"
