// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/claims.h"

#include "dialects/admission.h"

namespace parlance {

namespace {

QString claimedName(const SocketClaim &claim, const QJsonArray &args)
{
    const QJsonValue first = args.at(0);
    return claim.field.isEmpty() ? first.toString() : first[claim.field].toString();
}

} // namespace

Claims::Claims(Accounts &accounts, const Registry &registry, bool openSockets)
    : m_accounts(accounts)
    , m_registry(registry)
    , m_openSockets(openSockets)
{
}

bool Claims::mayOpen(quint8 dialect) const
{
    return m_openSockets && (dialect == 0 || m_registry.dialect(dialect).mayOpenWithoutToken);
}

void Claims::claim(const SocketEvent &row, const QJsonArray &args, const QString &remoteAddress,
                   Callback<Actor> done)
{
    const auto permitted = [=, access = row.access](const Result<Actor> &actor) {
        if (!actor)
            return done(actor.error());
        const auto may = Admission::permit(access, {*actor, remoteAddress});
        done(may ? actor : Result<Actor>(may.error()));
    };
    m_accounts.claim(claimedName(*row.claim, args), row.claim->by, remoteAddress, permitted);
}

} // namespace parlance
