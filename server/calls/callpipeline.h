// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "calls/admission.h"
#include "calls/claims.h"
#include "calls/incomingcall.h"

namespace parlance {

/// The way of every call from its door to its handler and back, in this order:
///
///   charge     it takes its allowance, or answers RateLimited
///   schedule   it waits until the calls of its connection before it allow it
///   claim      a caller without a session says whom it acts for, where the row allows that
///   permit     the caller may call this: AuthenticationRequired, PasswordChangeRequired
///   resolve    what its door leaves open until then is decided
///   perform    the handler runs
///   finish     it is answered
///
/// What holds for every call belongs here: it then holds for each door. A call that fails at one
/// step goes to the last one. Event loop only.
class CallPipeline
{
public:
    /// `admission` and `claims` outlive it.
    CallPipeline(Services services, Admission &admission, Claims &claims);

    void run(const IncomingCallPtr &call);
    /// A call that was set aside (IncomingCall::resolve()), from "claim" on.
    void resume(const IncomingCallPtr &call) { start(call); }
    /// A call that its door refuses; guessing tokens costs as much as any request.
    void refuse(const IncomingCallPtr &call, const Error &error);

private:
    Result<void> charge(IncomingCall &call);
    void start(const IncomingCallPtr &call);
    void claim(const IncomingCallPtr &call);
    void permit(const IncomingCallPtr &call);
    void perform(const IncomingCallPtr &call);
    void finish(const IncomingCallPtr &call, const Result<Reply> &reply);

    Services m_services;
    Admission &m_admission;
    Claims &m_claims;
};

} // namespace parlance
