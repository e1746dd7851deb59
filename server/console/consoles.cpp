// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/consoles.h"

#include <algorithm>

namespace parlance::console {

using namespace Qt::StringLiterals;

Consoles::Consoles(const Context &context, Views &views)
    : m_login(context.services, context.admission)
    , m_context{.services = context.services,
                .admission = context.admission,
                .pipeline = context.pipeline,
                .views = views,
                .pace = m_pace,
                .turns = m_turns,
                .login = m_login,
                .timers = context.timers,
                .clock = context.clock,
                .version = context.version,
                .epoch = rawIdToHex(randomId())}
    , m_tick(context.timers)
{
    context.broker.subscribe(Broker::Stage::AfterDelivery, [this](const Event &event) {
        const bool isOfSession = std::holds_alternative<SessionsEnded>(event) ||
                                 std::holds_alternative<RoleChanged>(event);
        if (!isOfSession)
            return;
        for (const ConsolePtr &console : m_consoles)
            console->handle(event);
    });
}

void Consoles::open(std::unique_ptr<Transport> transport, const PeerInfo &peer)
{
    Console::Owner owner{[this](const Actor &actor) { return admit(actor); }, [this] { arm(true); },
                         [this](Console *console) { remove(console); }};
    const auto console =
        std::make_shared<Console>(m_context, std::move(owner), std::move(transport), peer);
    m_consoles.push_back(console);
    console->start();
    if (m_isStopping)
        console->end(u"shutting_down"_s, errorText(ErrorCode::ShuttingDown), true);
}

// In a later turn: this runs inside a call of its transport.
void Consoles::remove(Console *console)
{
    const auto found =
        std::find_if(m_consoles.begin(), m_consoles.end(),
                     [console](const ConsolePtr &each) { return each.get() == console; });
    if (found == m_consoles.end())
        return;
    const ConsolePtr kept = *found;
    m_consoles.erase(found);
    QMetaObject::invokeMethod(
        &m_later, [kept] {}, Qt::QueuedConnection);
}

Result<void> Consoles::admit(const Actor &actor) const
{
    const auto ofAccount =
        std::count_if(m_consoles.begin(), m_consoles.end(), [&actor](const ConsolePtr &each) {
            return each->isLoggedIn() && each->actor().username == actor.username;
        });
    if (count() >= mostConsoles || ofAccount >= mostPerAccount)
        return Error::of(ErrorCode::LimitReached, u"Too many consoles are connected"_s);
    return {};
}

int Consoles::count() const
{
    return int(std::count_if(m_consoles.begin(), m_consoles.end(),
                             [](const ConsolePtr &each) { return each->isLoggedIn(); }));
}

void Consoles::notify(const protocol::Notice &notice)
{
    for (const ConsolePtr &console : m_consoles) {
        if (console->isLoggedIn())
            console->send(notice);
    }
}

void Consoles::recheck()
{
    for (const ConsolePtr &console : m_consoles)
        console->recheck();
}

void Consoles::shutDown()
{
    m_isStopping = true;
    m_tick.stop();
    for (const ConsolePtr &console : m_consoles)
        console->end(u"shutting_down"_s, errorText(ErrorCode::ShuttingDown), true);
}

void Consoles::arm(bool isUrgent)
{
    if (!m_isStopping)
        m_tick.start(m_pace.untilNext(isUrgent), [this] { tick(); });
}

void Consoles::tick()
{
    {
        const Pace::Work work(m_pace);
        std::vector<ConsolePtr> computing = round();
        takeTurns(computing, m_pace);
    }
    m_pace.ticked();
    const bool isWatched = std::any_of(m_consoles.begin(), m_consoles.end(),
                                       [](const ConsolePtr &each) { return each->watches(); });
    if (isWatched)
        arm(false);
}

std::vector<Consoles::ConsolePtr> Consoles::round()
{
    // Another one is the first each time: there may not be time for all.
    if (!m_consoles.empty())
        std::rotate(m_consoles.begin(), m_consoles.begin() + 1, m_consoles.end());
    std::vector<ConsolePtr> found;
    std::copy_if(m_consoles.begin(), m_consoles.end(), std::back_inserter(found),
                 [](const ConsolePtr &each) { return each->watches() && each->takesNews(); });
    return found;
}

} // namespace parlance::console
