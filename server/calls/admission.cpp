// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/admission.h"

#include "http/subscriber.h"

namespace parlance {

using namespace Qt::StringLiterals;

QString Admission::bucketKey(RateClass rate, const Caller &caller)
{
    const QString name = QString::number(int(rate));
    // Password guessing is counted by address, whatever account it targets.
    const bool byAddress = rate == RateClass::Authentication || rate == RateClass::LegacyApi;
    if (!byAddress && caller.actor)
        return name + u'u' + caller.actor->userId.toString();
    return name + u'a' + http::subscriberOf(QHostAddress(caller.remoteAddress)).toString();
}

Admission::Admission(RateLimiter &limiter, RateLimits limits)
    : m_limiter(limiter)
    , m_limits(limits)
{
}

const Allowance &Admission::allowanceOf(RateClass rate) const
{
    switch (rate) {
    case RateClass::Authentication:
        return m_limits.authentication;
    case RateClass::Socket:
        return m_limits.events;
    case RateClass::LegacyApi:
        return m_limits.legacyApi;
    case RateClass::Opening:
        return m_limits.openings;
    case RateClass::Rest:
        break;
    }
    return m_limits.rest;
}

Result<void> Admission::take(RateClass rate, const Caller &caller, RateDecision *decision)
{
    auto taken = takeAgain(rate, caller, decision);
    if (!taken)
        noteExceeded(rate);
    return taken;
}

Result<void> Admission::takeAgain(RateClass rate, const Caller &caller, RateDecision *decision)
{
    if (!m_limits.enabled || (rate == RateClass::LegacyApi && !m_limits.legacy))
        return {};
    const RateDecision taken = m_limiter.take(bucketKey(rate, caller), allowanceOf(rate));
    if (decision)
        *decision = taken;
    if (taken.allowed)
        return {};
    return Error::retryLater(ErrorCode::RateLimited, taken.retryAfter);
}

Result<void> Admission::permit(Access access, const Caller &caller)
{
    if (access == Access::Public || (access == Access::Optional && !caller.actor))
        return {};
    if (!caller.actor)
        return ErrorCode::AuthenticationRequired;
    if (access != Access::AnySession && caller.actor->mustChangePassword)
        return ErrorCode::PasswordChangeRequired;
    return {};
}

} // namespace parlance
