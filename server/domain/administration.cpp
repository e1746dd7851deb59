// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/administration.h"

#include "shared/clock.h"

#include <array>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array names = {"pending", "active", "locked", "suspended", "deactivated", "erased"};
static_assert(names.size() == size_t(AccountState::Erased) + 1);

Error suspended(const AccountStatus &status)
{
    QString text = status.until
                       ? u"The account is suspended until %1"_s.arg(toIsoString(*status.until))
                       : u"The account is banned"_s;
    if (!status.reason.isEmpty())
        text += u": "_s + status.reason;
    return Error::of(ErrorCode::AccountSuspended, text);
}

} // namespace

QString stateName(AccountState state)
{
    return QString::fromLatin1(names[size_t(state)]);
}

std::optional<AccountState> stateFromName(const QString &name)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1StringView(names[i]))
            return AccountState(i);
    }
    return std::nullopt;
}

AccountStatus statusAt(const AccountStatus &status, Timestamp now)
{
    const bool isOver =
        status.state == AccountState::Suspended && status.until && *status.until <= now;
    return isOver ? AccountStatus() : status;
}

Result<void> mayLogIn(const AccountStatus &status, Timestamp now)
{
    switch (statusAt(status, now).state) {
    case AccountState::Pending:
        return ErrorCode::AccountPending;
    case AccountState::Active:
        return {};
    case AccountState::Locked:
        return ErrorCode::InvalidCredentials;
    case AccountState::Suspended:
        return suspended(status);
    case AccountState::Deactivated:
    case AccountState::Erased:
        return ErrorCode::AccountClosed;
    }
    return ErrorCode::AccountClosed;
}

} // namespace parlance
