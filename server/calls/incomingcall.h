// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ratelimiter.h"
#include "dialects/dialect.h"

#include <functional>
#include <memory>

namespace parlance {

/// What of a dialect's row holds for a call of it through any door. Refers to the row.
struct CallRules
{
    /// `legacyApi`: `legacy.rate_limit` counts it too.
    CallRules(quint8 dialectIndex, const Route &row, bool legacyApi);
    /// Every event has been charged as RateClass::Socket when it came.
    CallRules(quint8 dialectIndex, const SocketEvent &row);

    /// Index in the registry.
    quint8 dialect;
    Access access;
    /// Nothing: charged already.
    std::optional<RateClass> rate;
    bool isLegacyApi = false;
    Handler handler;
    const std::optional<Claim> &claim;
};

/// A call on its way through the CallPipeline, as the door that it came through sees it. The
/// functions are called in the order in which they stand here, each at most once but for
/// isWanted(). Event loop only.
class IncomingCall
{
public:
    virtual ~IncomingCall() = default;

    virtual const Caller &caller() const = 0;
    virtual CallRules rules() const = 0;
    /// Learns how the allowance stands after this call.
    virtual void setRate(const RateDecision &) {}
    /// Runs `start` when the call may take effect: inside this call, or later. A door that cannot
    /// let it wait answers it.
    virtual void schedule(std::function<void()> start) { start(); }
    /// An error if nobody is there any more for whom it would be carried out.
    virtual Result<void> isWanted() const { return {}; }
    /// Reads what the client has sent, before the caller is looked at.
    virtual Result<void> readArguments() { return {}; }
    /// Whom a caller without a session says to be (CallRules::claim).
    virtual QString claimedName() const = 0;
    /// From now on the caller acts through this session.
    virtual void actAs(const Actor &actor, Callback<void> done) = 0;
    /// How a refused claim is told.
    virtual Error claimRefused(const Error &error) const { return error; }
    /// Decides what only a permitted call may ask for: which of several rows is meant, in which
    /// room it speaks. The call may be set aside here: it then answers nothing, and another one
    /// comes in its place.
    virtual void resolve(Callback<void> done) { done({}); }
    /// For the handler.
    virtual Call toCall() const = 0;
    /// The last thing.
    virtual void answer(const Result<Reply> &reply) = 0;
};
using IncomingCallPtr = std::shared_ptr<IncomingCall>;

} // namespace parlance
