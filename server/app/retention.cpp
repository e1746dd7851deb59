// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retention.h"

#include "app/answerandpublish.h"

#include <QLoggingCategory>

namespace parlance {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(lcRetention, "parlance.retention")

// Between two steps.
constexpr auto pauseTime = 5ms;

void add(RetentionRun &run, const RetentionStep &step)
{
    run.rooms += step.rooms;
    run.messages += step.messages;
    if (step.oldest && (!run.oldest || *step.oldest < *run.oldest))
        run.oldest = step.oldest;
}

} // namespace

Retention::Retention(RetentionStore &store, Broker &broker, int days, Clock clock)
    : m_store(store)
    , m_broker(broker)
    , m_days(days)
    , m_clock(std::move(clock))
{
    m_pause.setSingleShot(true);
    m_pause.callOnTimeout([this] { purgeSome(); });
}

void Retention::set(const AdminAction &action, const QString &room, std::optional<int> days,
                    Callback<RoomRetention> done)
{
    auto purgeToo = [this](const RoomRetention &) { purge(); };
    m_store.setRetention(action, room, days, m_days,
                         answerAndPublish(action, std::move(done), purgeToo));
}

void Retention::list(Callback<QList<RoomRetention>> done)
{
    m_store.listRetentions(std::move(done));
}

void Retention::plan(int days, Callback<RetentionRun> done)
{
    countFrom({}, days, RetentionRun{m_clock()}, std::move(done));
}

void Retention::countFrom(RoomId after, int days, RetentionRun plan, Callback<RetentionRun> done)
{
    auto counted = [=, this, done = std::move(done)](const Result<RetentionStep> &step) mutable {
        if (!step)
            return done(step.error());
        add(plan, *step);
        if (step->next)
            return countFrom(*step->next, days, plan, std::move(done));
        plan.endedAt = m_clock();
        done(plan);
    };
    m_store.countExpired({days, after}, std::move(counted));
}

void Retention::purge()
{
    m_isWantedAgain = m_isPurging;
    if (m_isPurging)
        return;
    m_isPurging = true;
    m_run = RetentionRun{m_clock()};
    m_after = {};
    purgeSome();
}

void Retention::purgeSome()
{
    m_store.purgeExpired({m_days, m_after}, [this](const Result<RetentionStep> &step) {
        if (step)
            return take(*step);
        // The next run goes on.
        m_isPurging = false;
        m_isWantedAgain = false;
        if (step.error().code != ErrorCode::ShuttingDown)
            qCWarning(lcRetention, "old messages could not be removed: %ls",
                      qUtf16Printable(step.error().message()));
    });
}

void Retention::take(const RetentionStep &step)
{
    for (const PurgedRoom &purged : step.purged) {
        const Room &room = purged.details.room;
        m_broker.publish(RoomPurged{room.id, room.purgedSeq, room.lastSeq, purged.position});
    }
    add(m_run, step);
    if (m_run.messages > 0)
        m_lastRun = m_run;
    if (step.next) {
        m_after = *step.next;
        return m_pause.start(pauseTime);
    }
    m_isPurging = false;
    if (m_run.messages > 0)
        finish();
    if (m_isWantedAgain)
        purge();
}

void Retention::finish()
{
    m_lastRun->endedAt = m_clock();
    qCInfo(lcRetention, "%lld messages of %d rooms were old enough to go", m_run.messages,
           m_run.rooms);
}

} // namespace parlance
