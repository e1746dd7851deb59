// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/callpipeline.h"

#include "calls/adminaction.h"

namespace parlance {

namespace {

const std::optional<Claim> noClaim;

} // namespace

CallRules::CallRules(quint8 dialectIndex, const Route &row, bool legacyApi)
    : dialect(dialectIndex)
    , access(row.access)
    , rate(row.rate)
    , isLegacyApi(legacyApi)
    , handler(row.handler)
    , claim(row.claim)
    , admin(row.admin)
{
}

CallRules::CallRules(quint8 dialectIndex, const SocketEvent &row)
    : dialect(dialectIndex)
    , access(row.access)
    , handler(row.handler)
    , claim(row.claim)
{
    if (row.rate != RateClass::Socket)
        rate = row.rate;
}

CallRules::CallRules(const AdminRule &rule, Handler commandHandler)
    : dialect(0)
    , access(Access::Session)
    , handler(commandHandler)
    , claim(noClaim)
    , admin(&rule)
{
}

CallPipeline::CallPipeline(Services services, Admission &admission, Claims &claims)
    : m_services(services)
    , m_admission(admission)
    , m_claims(claims)
{
}

void CallPipeline::run(const IncomingCallPtr &call)
{
    if (const auto charged = charge(*call); !charged)
        return finish(call, charged.error());
    call->schedule([this, call] { start(call); });
}

void CallPipeline::refuse(const IncomingCallPtr &call, const Error &error)
{
    RateDecision decision;
    const auto charged = m_admission.take(RateClass::Rest, call->caller(), &decision);
    call->setRate(decision);
    finish(call, charged ? error : charged.error());
}

Result<void> CallPipeline::charge(IncomingCall &call)
{
    const CallRules rules = call.rules();
    RateDecision decision;
    Result<void> charged;
    if (rules.rate)
        charged = m_admission.take(*rules.rate, call.caller(), &decision);
    if (charged && rules.isLegacyApi)
        charged = m_admission.take(RateClass::LegacyApi, call.caller(), &decision);
    call.setRate(decision);
    return charged;
}

void CallPipeline::start(const IncomingCallPtr &call)
{
    if (const auto wanted = call->isWanted(); !wanted)
        return finish(call, wanted.error());
    const bool mayClaim = !call->caller().actor && call->rules().claim;
    mayClaim ? claim(call) : permit(call);
}

void CallPipeline::claim(const IncomingCallPtr &call)
{
    // Its arguments name the user it claims.
    if (!call->readArguments())
        return finish(call, ErrorCode::AuthenticationRequired);
    const CallRules rules = call->rules();
    const auto bound = [this, call](const Result<void> &done) {
        done ? start(call) : finish(call, done.error());
    };
    const auto claimed = [this, call, bound](const Result<Actor> &actor) {
        actor ? call->actAs(*actor, bound) : finish(call, call->claimRefused(actor.error()));
    };
    m_claims.claim(*rules.claim, rules.dialect, call->claimedName(), call->caller().client,
                   claimed);
}

void CallPipeline::permit(const IncomingCallPtr &call)
{
    const CallRules rules = call->rules();
    if (const auto permitted = Admission::permit(rules.access, call->caller()); !permitted)
        return finish(call, permitted.error());
    if (rules.admin && !may(call->caller().actor->role, rules.admin->permission)) {
        // Its arguments are logged too.
        [[maybe_unused]] const auto read = call->readArguments();
        return finish(call, ErrorCode::Forbidden);
    }
    if (const auto read = call->readArguments(); !read)
        return finish(call, read.error());
    call->resolve([this, call](const Result<void> &resolved) {
        resolved ? perform(call) : finish(call, resolved.error());
    });
}

void CallPipeline::perform(const IncomingCallPtr &call)
{
    Call performed = call->toCall();
    performed.admin = call->rules().admin;
    call->rules().handler(m_services, performed,
                          [this, call](const Result<Reply> &reply) { finish(call, reply); });
}

// Every answer of a call that entered the pipeline. Events without a row, and calls that waited too
// long, are answered by SocketCalls::finish().
void CallPipeline::finish(const IncomingCallPtr &call, const Result<Reply> &reply)
{
    const AdminRule *admin = call->rules().admin;
    if (admin && m_services.traffic.isWatched())
        noteCommand(*call, *admin, reply);
    const bool isRefused = !reply && !isTransient(reply.error().code);
    if (!admin || !isRefused || !call->caller().actor)
        return call->answer(reply);
    Call refused = call->toCall();
    refused.admin = admin;
    m_services.audit.logRefused(adminAction(refused), reply.error(),
                                [call, reply] { call->answer(reply); });
}

// For those who look at the traffic; what only reads, often and by itself, is not shown.
void CallPipeline::noteCommand(const IncomingCall &call, const AdminRule &rule,
                               const Result<Reply> &reply)
{
    if (!call.caller().actor || (reply && rule.reads && !rule.isLogged))
        return;
    Call made = call.toCall();
    made.admin = &rule;
    const AdminAction action = adminAction(made);
    const QString done = action.dryRun ? QStringLiteral("dry_run") : QStringLiteral("ok");
    m_services.traffic.noteCommand(action, reply ? done : errorName(reply.error().code));
}

} // namespace parlance
