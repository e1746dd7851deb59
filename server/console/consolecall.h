// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"
#include "calls/incomingcall.h"

namespace parlance::console {

/// A command that a console runs. It is finished and logged also if the console goes away.
class ConsoleCall final : public IncomingCall
{
public:
    /// `isLimited`: it counts as a call over REST does. `command` outlives it.
    ConsoleCall(const admin::Command &command, Caller caller, const QJsonObject &arguments,
                bool isLimited, Respond answered);

    const Caller &caller() const override { return m_call.caller; }
    CallRules rules() const override;
    QString claimedName() const override { return {}; }
    void actAs(const Actor &, Callback<void> done) override { done({}); }
    Call toCall() const override { return m_call; }
    void answer(const Result<Reply> &reply) override { m_answered(reply); }

private:
    const admin::Command &m_command;
    const bool m_isLimited;
    const Respond m_answered;
    Call m_call;
};

} // namespace parlance::console
