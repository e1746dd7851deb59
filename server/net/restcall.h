// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/callerrors.h"
#include "calls/incomingcall.h"
#include "dialects/registry.h"
#include "http/exchange.h"

#include <QStringList>

namespace parlance::net {

/// A row that matches a path, and its dialect's index in the registry.
struct RestRow
{
    quint8 dialect;
    const Route *route;
};
using RestRows = std::vector<RestRow>;

/// One request for an operation, until it is answered. Event loop only.
class RestCall final : public IncomingCall
{
public:
    /// `parameters`: of the path, in their order; each row has its own names for them. `rows`:
    /// those of the path, not empty. `registry`, `accounts` and `errors` outlive it.
    RestCall(const Registry &registry, Accounts &accounts, CallErrors &errors,
             http::ExchangePtr exchange, QStringList parameters, RestRows rows);

    const http::Request &request() const { return m_exchange->request(); }
    const RestRows &rows() const { return m_rows; }
    /// The first row, until resolve() has found the one that applies: the rows of a path have the
    /// same access and the same rate limit.
    const RestRow &row() const { return m_row; }
    void setActor(const Actor &actor) { m_call.caller.actor = actor; }
    void setClient(const ClientEvidence &client) { m_call.caller.client = client; }

    const Caller &caller() const override { return m_call.caller; }
    CallRules rules() const override;
    void setRate(const RateDecision &rate) override { m_rate = rate; }
    Result<void> readArguments() override;
    QString claimedName() const override;
    void actAs(const Actor &actor, Callback<void> done) override;
    Error claimRefused(const Error &error) const override;
    void resolve(Callback<void> done) override;
    Call toCall() const override { return m_call; }
    void answer(const Result<Reply> &reply) override;

private:
    std::optional<RestRow> meant(Named named) const;
    Result<void> choose(Named named);

    const Registry &m_registry;
    Accounts &m_accounts;
    CallErrors &m_errors;
    http::ExchangePtr m_exchange;
    QStringList m_parameters;
    RestRows m_rows;
    RestRow m_row;
    Call m_call;
    RateDecision m_rate;
};

} // namespace parlance::net
