// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/administration.h"

#include "shared/clock.h"

#include <array>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array names = {"pending", "active", "locked", "suspended", "deactivated", "erased"};
static_assert(names.size() == size_t(AccountState::Erased) + 1);

QString withReason(const QString &text, const QString &reason)
{
    return reason.isEmpty() ? text : text + u": "_s + reason;
}

Error suspended(const AccountStatus &status)
{
    const QString text =
        status.until ? u"The account is suspended until %1"_s.arg(toIsoString(*status.until))
                     : u"The account is banned"_s;
    return Error::of(ErrorCode::AccountSuspended, withReason(text, status.reason));
}

} // namespace

QString registrationName(Registration registration)
{
    switch (registration) {
    case Registration::Open:
        return u"open"_s;
    case Registration::Approval:
        return u"approval"_s;
    case Registration::Invitation:
        return u"invitation"_s;
    case Registration::Closed:
        break;
    }
    return u"closed"_s;
}

QString stateName(AccountState state)
{
    return QString::fromLatin1(names[size_t(state)]);
}

QStringList stateNames()
{
    QStringList list;
    for (const char *name : names)
        list.append(QString::fromLatin1(name));
    return list;
}

std::optional<AccountState> stateFromName(const QString &name)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1StringView(names[i]))
            return AccountState(i);
    }
    return std::nullopt;
}

QString erasedName()
{
    return u"deleted user"_s;
}

AccountStatus statusAt(const AccountStatus &status, Timestamp now)
{
    const bool isOver =
        status.state == AccountState::Suspended && status.until && *status.until <= now;
    return isOver ? AccountStatus() : status;
}

Error mutedError(const Mute &mute)
{
    QString text = mute.roomId.isNull() ? u"You are muted"_s : u"You are muted in this room"_s;
    if (mute.until)
        text += u" until "_s + toIsoString(*mute.until);
    return Error::of(ErrorCode::Muted, withReason(text, mute.reason));
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
