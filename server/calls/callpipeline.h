// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "calls/admission.h"
#include "calls/claims.h"
#include "calls/incomingcall.h"

namespace parlance {

/// The steps of every call from its transport to its handler and back, in this order:
///
///   charge     it is counted against the rate limit, or answers RateLimited
///   schedule   it waits until the earlier calls of its connection allow it to start
///   claim      a caller without a session claims one, where the row allows that
///   permit     the caller may call this: AuthenticationRequired, PasswordChangeRequired
///   resolve    the transport decides what it left open until then
///   perform    the handler runs
///   finish     it is answered
///
/// Rules for every call belong here, so that they apply to each transport. A call that fails at
/// one step continues with the last one. Event loop only.
class CallPipeline
{
public:
    /// `admission` and `claims` outlive it.
    CallPipeline(Services services, Admission &admission, Claims &claims);

    void run(const IncomingCallPtr &call);
    /// Continues a call that was set aside (IncomingCall::resolve()), from "claim" on.
    void resume(const IncomingCallPtr &call) { start(call); }
    /// Refuses a call that its transport rejects. It counts against the rate limit, so that
    /// guessing tokens costs as much as any request.
    void refuse(const IncomingCallPtr &call, const Error &error);

private:
    Result<void> charge(IncomingCall &call);
    void start(const IncomingCallPtr &call);
    void claim(const IncomingCallPtr &call);
    void permit(const IncomingCallPtr &call);
    void perform(const IncomingCallPtr &call);
    void finish(const IncomingCallPtr &call, const Result<Reply> &reply);
    void noteCommand(const IncomingCall &call, const AdminRule &rule, const Result<Reply> &reply);

    Services m_services;
    Admission &m_admission;
    Claims &m_claims;
};

} // namespace parlance
