// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketcalls.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownTextBytes = 64;
/// Limit of running calls while the server stops.
constexpr qsizetype mostAtStop = 1000;

/// Long enough to tell one text from another.
QString beginningOf(const QString &text)
{
    qsizetype end = std::min(text.size(), shownTextBytes);
    while (end > 0 && text.left(end).toUtf8().size() > shownTextBytes)
        --end;
    if (end > 0 && text.at(end - 1).isHighSurrogate())
        --end;
    return text.left(end);
}

std::shared_ptr<WaitingCaller> queueOf(const SocketEntryPtr &entry)
{
    return {entry, entry->calls.get()};
}

} // namespace

SocketCalls::SocketCalls(CallPipeline &pipeline, Admission &admission, const Registry &registry,
                         SocketEntries &entries, SocketRooms &rooms, SocketOpening &opening,
                         ConnectionLog &log, TimerQueue &timers, Options options)
    : m_pipeline(pipeline)
    , m_admission(admission)
    , m_registry(registry)
    , m_entries(entries)
    , m_rooms(rooms)
    , m_opening(opening)
    , m_log(log)
    , m_timers(timers)
    , m_options(options)
    , m_budget(options.memory)
    , m_waiting(timers, m_budget, options.waiting, [this] { tellIdle(); })
{
}

// From the bytes to the pipeline -----------------------------------------------------------------

void SocketCalls::receive(const SocketEntryPtr &entry, qsizetype bytes, ReadCall read)
{
    if (isTurnOf(*entry))
        proceed(entry, std::move(read));
    else if (!m_waiting.add(queueOf(entry), bytes, read))
        entry->calls->expire(std::move(read));
}

bool SocketCalls::isTurnOf(const SocketEntry &entry)
{
    if (!WaitingCalls::isWaiting(*entry.calls))
        return m_stopping || m_admission.take(RateClass::Socket, entry.caller);
    m_admission.noteExceeded(RateClass::Socket);
    return false;
}

std::optional<std::chrono::milliseconds> SocketCalls::takeTurn(const SocketEntry &entry)
{
    // Limits the calls in the store's queue while the server stops.
    if (m_stopping && m_calls >= mostAtStop)
        return std::chrono::milliseconds(1);
    RateDecision decision;
    if (m_stopping || entry.sessionEnded ||
        m_admission.takeAgain(RateClass::Socket, entry.caller, &decision))
        return std::nullopt;
    return decision.wait;
}

// Null: it was not a valid call, and is answered.
SocketCallPtr SocketCalls::make(const SocketEntryPtr &entry, ReadCall read)
{
    auto sent = read();
    if (!sent)
        return {};
    ++m_calls;
    return std::make_shared<SocketCall>(*this, entry, *std::move(sent), std::move(read));
}

Result<void> SocketCalls::findEvent(SocketCall &call) const
{
    const SocketEntry &entry = *call.entry();
    const Registry::Speaker speaker{entry.subscription->dialect, !entry.settled, entry.tokenless};
    const auto found = m_registry.findEvent(speaker, call.sent().event, call.sent().args);
    if (!found)
        return found.error();
    call.setEvent(*found);
    return {};
}

void SocketCalls::proceed(const SocketEntryPtr &entry, ReadCall read)
{
    const SocketCallPtr call = make(entry, std::move(read));
    if (!call)
        return retire(entry);
    const auto found = findEvent(*call);
    m_log.called(*entry, call->event());
    found ? m_pipeline.run(call) : finish(*call, found.error());
}

void SocketCalls::refuse(const SocketEntryPtr &entry, ReadCall read, const Error &error)
{
    const SocketCallPtr call = make(entry, std::move(read));
    if (!call)
        return;
    // The row, if found, defines the format of the error.
    [[maybe_unused]] const auto found = findEvent(*call);
    finish(*call, error);
}

bool SocketCalls::hasRoom(const SocketEntry &entry) const
{
    return entry.calls->order.count() < m_options.maxCalls;
}

// Without a room ---------------------------------------------------------------------------------

ParkedCalls::Patience SocketCalls::roomPatience() const
{
    return {m_options.roomPatience, m_options.roomPatience + m_options.waiting.patience};
}

// A stopping server must not answer with a permanent error.
Error SocketCalls::notInRoom() const
{
    return m_stopping ? Error::of(ErrorCode::Overloaded)
                      : Error::of(ErrorCode::NotMember, u"Join a room first"_s);
}

bool SocketCalls::park(SocketCall &call)
{
    const SocketEntryPtr entry = call.entry()->shared_from_this();
    CallQueue &queue = *entry->calls;
    const bool isLast = (!entry->isOpen() || m_stopping) && queue.order.count() == 1 &&
                        !WaitingCalls::isWaiting(queue);
    if (isLast || !queue.parked.add(queue.allowanceKey(), call.sent().bytes, call.read()))
        return false;
    --m_calls;
    finished(entry);
    return true;
}

void SocketCalls::resumeParked(const SocketEntryPtr &entry)
{
    CallQueue &queue = *entry->calls;
    if (queue.parked.isEmpty() || entry->subscription->currentRoom.isNull())
        return;
    std::vector<CallOrder::Start> resumed;
    for (ReadCall &read : queue.parked.takeAll())
        resumed.push_back(
            [this, entry, read = std::move(read)]() mutable { resume(entry, std::move(read)); });
    queue.order.addFirst(std::move(resumed));
}

void SocketCalls::resume(const SocketEntryPtr &entry, ReadCall read)
{
    const SocketCallPtr call = make(entry, std::move(read));
    if (!call)
        return finished(entry);
    call->setOrdered();
    const auto found = findEvent(*call);
    found ? m_pipeline.resume(call) : finish(*call, found.error());
}

// The answer -------------------------------------------------------------------------------------

QJsonValue SocketCalls::renderError(const SocketCall &call, const Error &error) const
{
    const SocketEvent *row = call.event().row;
    const Dialect &dialect = m_registry.dialect(call.event().dialect);
    QJsonObject body = dialect.renderError(row ? shownError(row->errors, error) : error);
    // Lets the client identify the message to send again.
    const bool isTyped = row && row->typedText;
    const QJsonValue text = isTyped ? row->typedText(call.sent().args) : QJsonValue();
    if (text.isString())
        body.insert(u"text"_s, beginningOf(text.toString()));
    return body;
}

void SocketCalls::answer(const SocketCall &call, const Result<Reply> &reply)
{
    const SentCall &sent = call.sent();
    if (!call.entry()->isOpen())
        return;
    m_errors.count(reply);
    if (reply)
        sent.answer(m_registry.dialect(call.event().dialect).renderAck(*reply), false);
    else
        sent.answer(renderError(call, reply.error()), true);
}

void SocketCalls::finish(const SocketCall &call, const Result<Reply> &reply)
{
    const SocketEntryPtr entry = call.entry()->shared_from_this();
    --m_calls;
    m_log.answered(*entry, call.event(), reply, call.taken());
    answer(call, reply);
    ++m_answered;
    tellIdle();
    if (!call.isOrdered())
        return retire(entry);
    resumeParked(entry);
    finished(entry);
}

void SocketCalls::finished(const SocketEntryPtr &entry)
{
    entry->calls->order.finished();
    retire(entry);
}

// The end ----------------------------------------------------------------------------------------

void SocketCalls::sessionEnded(const SocketEntryPtr &entry)
{
    m_waiting.drop(*entry->calls);
    retire(entry);
}

void SocketCalls::closed(const SocketEntryPtr &entry)
{
    m_waiting.leave(queueOf(entry));
    entry->calls->parked.waitIndefinitely();
    retire(entry);
}

void SocketCalls::drop(SocketEntry &entry)
{
    entry.calls->order.clear();
    entry.calls->parked.takeAll();
    m_waiting.drop(*entry.calls);
}

// The remaining calls may still enter a room, or wait for one.
void SocketCalls::retire(const SocketEntryPtr &entry)
{
    const bool isLast = !entry->isOpen() || m_stopping;
    if (!isLast || !entry->calls->isIdle())
        return;
    entry->calls->parked.refuseAll();
    if (entry->isOpen())
        return;
    m_entries.remove(entry);
    if (entry->caller.actor)
        m_rooms.sessionLeft(*entry);
}

void SocketCalls::finishAll(Task done)
{
    m_stopping = true;
    m_whenIdle = std::move(done);
    m_waiting.runAll();
    const QList<SocketEntryPtr> entries = m_entries.open();
    for (const SocketEntryPtr &entry : entries)
        retire(entry);
    tellIdle();
}

bool SocketCalls::isIdle() const
{
    return m_calls == 0 && m_waiting.isEmpty();
}

// In a later turn: the last answer may let waiting calls continue.
void SocketCalls::tellIdle()
{
    if (!m_whenIdle || !isIdle())
        return;
    const auto tell = [this] {
        if (m_whenIdle && isIdle())
            std::exchange(m_whenIdle, nullptr)();
    };
    QMetaObject::invokeMethod(&m_turns, tell, Qt::QueuedConnection);
}

} // namespace parlance
