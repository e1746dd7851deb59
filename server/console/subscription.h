// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/pace.h"
#include "console/readturns.h"
#include "console/sentrows.h"
#include "console/views.h"

#include <memory>

namespace parlance::console {

using SendMessage = std::function<void(const protocol::ServerMessage &message)>;

/// What one console watches. Event loop only.
class Subscription
{
public:
    struct Context
    {
        qint64 id = 0;
        /// Outlives it, as do `pace` and `turns`.
        Views::Named &view;
        Pace &pace;
        ReadTurns &turns;
        /// Not called after its destruction.
        SendMessage send;
    };
    /// `window` is one that checkWindow() has let through; so are those below.
    Subscription(Context context, Window window);
    virtual ~Subscription();
    Q_DISABLE_COPY_MOVE(Subscription)

    const Views::Named &view() const { return m_context.view; }
    const Window &window() const { return m_window; }
    /// The next message replaces all that the console has.
    virtual void change(const Window &window);
    virtual void refresh() = 0;
    /// Sends what is new, if anything is; inside the call, or later.
    virtual void compute(const Actor &viewer) = 0;

protected:
    qint64 id() const { return m_context.id; }
    Pace &pace() const { return m_context.pace; }
    ReadTurns &turns() const { return m_context.turns; }
    qint64 nextSeq() { return ++m_seq; }
    void send(const protocol::ServerMessage &message) { m_context.send(message); }
    void fail(const Error &error);
    void succeed() { m_failure.reset(); }

private:
    const Context m_context;
    Window m_window;
    qint64 m_seq = 0;
    /// What the console was told last.
    std::optional<ErrorCode> m_failure;
};

class TableSubscription : public Subscription,
                          public std::enable_shared_from_this<TableSubscription>
{
public:
    using Subscription::Subscription;

    void refresh() override;
    void compute(const Actor &viewer) override;

private:
    void read(const Actor &viewer, Task done);
    void take(const Result<Page> &page);
    bool mustWait() const;

    SentRows m_sent;
    bool m_needsAll = true;
    /// Or waits for its turn.
    bool m_isReading = false;
    /// Counts what makes an answer under way useless.
    quint64 m_generation = 0;
    /// Of the view, when it was last read.
    quint64 m_version = 0;
    QElapsedTimer m_sinceStart;
    /// How long to leave the view alone after m_sinceStart.
    std::chrono::milliseconds m_pause{0};
};

class EntrySubscription : public Subscription
{
public:
    /// `after`: as in protocol::Subscribe.
    EntrySubscription(Context context, Window window, std::optional<quint64> after);

    void refresh() override;
    void compute(const Actor &viewer) override;

private:
    EntryView &entries() const { return *view().entries; }

    quint64 m_after = 0;
    /// The next message replaces what the console has.
    bool m_isFresh = false;
    /// It is sent even if there is nothing new.
    bool m_mustAnswer = true;
};

} // namespace parlance::console
