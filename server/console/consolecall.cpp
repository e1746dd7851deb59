// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/consolecall.h"

namespace parlance::console {

ConsoleCall::ConsoleCall(const admin::Command &command, Caller caller, const QJsonObject &arguments,
                         bool isLimited, Respond answered)
    : m_command(command)
    , m_isLimited(isLimited)
    , m_answered(std::move(answered))
{
    m_call.caller = std::move(caller);
    m_call.args = arguments;
}

CallRules ConsoleCall::rules() const
{
    CallRules rules(m_command.rule, m_command.handler);
    if (m_isLimited)
        rules.rate = RateClass::Rest;
    return rules;
}

} // namespace parlance::console
