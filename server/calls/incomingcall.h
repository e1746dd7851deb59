// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ratelimiter.h"
#include "dialects/dialect.h"
#include "shared/uniquefunction.h"

#include <memory>

namespace parlance {

/// The properties of a dialect's row that apply to a call over any transport. Refers to the row.
struct CallRules
{
    /// `legacyApi`: `legacy.rate_limit` also counts it.
    CallRules(quint8 dialectIndex, const Route &row, bool legacyApi);
    /// Every event was already counted as RateClass::Socket when it was received.
    CallRules(quint8 dialectIndex, const SocketEvent &row);
    /// A command over a transport without a dialect or a rate limit.
    CallRules(const AdminRule &rule, Handler handler);

    /// Index in the registry.
    quint8 dialect;
    Access access;
    /// Empty: already counted.
    std::optional<RateClass> rate;
    bool isLegacyApi = false;
    Handler handler;
    const std::optional<Claim> &claim;
    /// Null: it is no command for administrators.
    const AdminRule *admin = nullptr;
};

/// A call in the CallPipeline, implemented by its transport. The functions are called in the order
/// of their declaration, each at most once except isWanted(). Event loop only.
class IncomingCall
{
public:
    virtual ~IncomingCall() = default;

    virtual const Caller &caller() const = 0;
    virtual CallRules rules() const = 0;
    /// Receives the state of the allowance after this call.
    virtual void setRate(const RateDecision &) {}
    /// Runs `start` when the call may take effect: inside this call, or later. A transport that
    /// cannot queue the call answers it.
    virtual void schedule(Task start) { start(); }
    /// An error if the call should no longer be executed, e.g. because the session has ended.
    virtual Result<void> isWanted() const { return {}; }
    /// Parses the client's arguments, before the caller is checked.
    virtual Result<void> readArguments() { return {}; }
    /// The user that a caller without a session claims to be (CallRules::claim).
    virtual QString claimedName() const = 0;
    /// From now on the caller acts through this session.
    virtual void actAs(const Actor &actor, Callback<void> done) = 0;
    /// Maps the error of a refused claim to the one the client receives.
    virtual Error claimRefused(const Error &error) const { return error; }
    /// Resolves what only a permitted call may query: which of several rows applies, which room it
    /// sends to. The call may be set aside here: it then answers nothing, and another call replaces
    /// it.
    virtual void resolve(Callback<void> done) { done({}); }
    /// The arguments for the handler.
    virtual Call toCall() const = 0;
    /// Called last.
    virtual void answer(const Result<Reply> &reply) = 0;
};
using IncomingCallPtr = std::shared_ptr<IncomingCall>;

} // namespace parlance
