// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "shared/result.h"

#include <QString>

/// The rules for what people type. Each function answers the normalised text (NFC, trimmed where
/// that is harmless) or ErrorCode::ValidationFailed with a detail for the person.
namespace parlance {

Result<QString> validUsername(const QString &name, const Limits &limits);
Result<QString> validEmail(const QString &email);
Result<QString> validPhoneNumber(const QString &number);
Result<QString> validPassword(const QString &password, const Limits &limits);
Result<QString> validRoomName(const QString &name, const Limits &limits);
Result<QString> validMessageText(const QString &text, const Limits &limits);
Result<QString> validClientId(const QString &clientId, const Limits &limits);

/// The key that those of the names found begin with or hold.
Result<QString> validSearch(const QString &text, int maxLength);
/// The key of what somebody logs in with: a user name or an e-mail address. Empty, as no account's
/// is, if it is longer than either.
QString loginKey(const QString &login);

/// The key under which a name is unique: NFKC_Casefold of Unicode. Two names with one key are the
/// same. Takes quadratic time: only for text whose length has been checked.
QString foldedKey(const QString &name);

/// The key under which a phone number is unique: without the signs that people group digits with.
/// Empty, as no account's is, for one that validPhoneNumber() refuses.
QString phoneKey(const QString &number);

} // namespace parlance
