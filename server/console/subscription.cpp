// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/subscription.h"

namespace parlance::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto retryPause = 2s;
/// A view that asks the storage is left alone for so many times as long as it took to answer.
constexpr int storageShare = 10;

} // namespace

Subscription::Subscription(Context context, Window window)
    : m_context(std::move(context))
    , m_window(std::move(window))
{
    if (++m_context.view.watchers == 1)
        m_context.view.view().setWatched(true);
}

Subscription::~Subscription()
{
    if (--m_context.view.watchers == 0)
        m_context.view.view().setWatched(false);
}

void Subscription::change(const Window &window)
{
    m_window = window;
    m_failure.reset();
    refresh();
}

// Once, however often it is tried again.
void Subscription::fail(const Error &error)
{
    if (m_failure == error.code)
        return;
    m_failure = error.code;
    send(protocol::RequestError{u"subscribe"_s, id(), protocol::Problem::of(error)});
}

// Tables -----------------------------------------------------------------------------------------

void TableSubscription::refresh()
{
    m_needsAll = true;
    m_sent.clear();
    ++m_generation;
    m_pause = {};
}

bool TableSubscription::mustWait() const
{
    const bool isSoon = m_sinceStart.isValid() && m_sinceStart.elapsed() < m_pause.count();
    return m_isReading || isSoon || (!m_needsAll && view().view().version() == m_version);
}

void TableSubscription::compute(const Actor &viewer)
{
    if (mustWait())
        return;
    m_isReading = true;
    if (!view().table->readsDatabase())
        return read(viewer, [] {});
    turns().add([weak = weak_from_this(), viewer](Task done) {
        // Nobody waits for it any more.
        if (const auto self = weak.lock())
            self->read(viewer, std::move(done));
        else
            done();
    });
}

void TableSubscription::read(const Actor &viewer, Task done)
{
    m_version = view().view().version();
    m_sinceStart.start();
    auto answered = [weak = weak_from_this(), generation = m_generation,
                     done = std::move(done)](const Result<Page> &page) mutable {
        if (const auto self = weak.lock()) {
            self->m_isReading = false;
            if (generation == self->m_generation)
                self->take(page);
        }
        done();
    };
    view().table->read(window(), viewer, std::move(answered));
}

void TableSubscription::take(const Result<Page> &page)
{
    const Pace::Work work(pace());
    const auto latency = std::chrono::milliseconds(m_sinceStart.elapsed());
    m_pause = std::min(latency * storageShare, Pace::longest);
    if (!page) {
        m_pause = retryPause;
        m_needsAll = true;
        return fail(page.error());
    }
    succeed();
    if (m_needsAll) {
        auto snapshot = m_sent.replace(*page);
        snapshot.id = id();
        snapshot.seq = nextSeq();
        m_needsAll = false;
        return send(snapshot);
    }
    if (auto delta = m_sent.update(*page)) {
        delta->id = id();
        delta->seq = nextSeq();
        send(*delta);
    }
}

// Entries ----------------------------------------------------------------------------------------

EntrySubscription::EntrySubscription(Context context, Window window, std::optional<quint64> after)
    : Subscription(std::move(context), std::move(window))
{
    // A position of an earlier run of the server may not exist.
    if (after && *after <= entries().version())
        m_after = *after;
    else
        refresh();
}

void EntrySubscription::refresh()
{
    m_isFresh = true;
    m_mustAnswer = true;
    m_after = entries().tailStart(window().limit);
}

void EntrySubscription::compute(const Actor &viewer)
{
    if (!m_mustAnswer && entries().version() == m_after)
        return;
    const Pace::Work work(pace());
    const auto page = entries().read(m_after, window().limit, window().filter, viewer);
    if (!page)
        return fail(page.error());
    succeed();
    m_after = page->until;
    if (!m_mustAnswer && page->entries.empty() && page->skipped == 0)
        return;
    protocol::Entries message{.id = id(), .seq = nextSeq()};
    message.entries = {page->entries.begin(), page->entries.end()};
    message.skipped = qint64(page->skipped);
    message.until = page->until;
    message.isFresh = std::exchange(m_isFresh, false);
    m_mustAnswer = false;
    send(message);
}

} // namespace parlance::console
