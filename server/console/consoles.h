// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/console.h"

#include <QObject>

#include <vector>

namespace parlance::console {

/// All connected consoles, and the one timer on which their views are computed; it does not run
/// while nobody watches any. Event loop only.
class Consoles
{
public:
    static constexpr int mostConsoles = 32;
    static constexpr int mostPerAccount = 8;

    /// As ConsoleContext; all outlive it, as the views do.
    struct Context
    {
        Services services;
        Admission &admission;
        CallPipeline &pipeline;
        Broker &broker;
        TimerQueue &timers;
        Clock clock;
        QString version = {};
    };
    Consoles(const Context &context, Views &views);

    void open(std::unique_ptr<Transport> transport, const PeerInfo &peer);
    /// To all that are logged in.
    void notify(const protocol::Notice &notice);
    /// Another process has changed the database.
    void recheck();
    /// The server stops: they are told to come back.
    void shutDown();
    /// Those that are logged in.
    int count() const;
    const QString &epoch() const { return m_context.epoch; }

private:
    using ConsolePtr = std::shared_ptr<Console>;

    Result<void> admit(const Actor &actor) const;
    void arm(bool isUrgent);
    void tick();
    /// The consoles that watch something and read what they are sent.
    std::vector<ConsolePtr> round();
    void remove(Console *console);

    Pace m_pace;
    ReadTurns m_turns;
    ConsoleLogin m_login;
    const ConsoleContext m_context;
    std::vector<ConsolePtr> m_consoles;
    bool m_isStopping = false;
    Deadline m_tick;
    /// Context object: destroyed first.
    QObject m_later;
};

} // namespace parlance::console
