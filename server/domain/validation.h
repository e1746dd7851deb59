// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "shared/result.h"

#include <QString>

/// The rules for user input. Each function returns the normalised text (NFC, trimmed where that is
/// harmless) or ErrorCode::ValidationFailed with a detail for the user.
namespace parlance {

Result<QString> validUsername(const QString &name, const Limits &limits);
Result<QString> validEmail(const QString &email);
Result<QString> validPhoneNumber(const QString &number);
Result<QString> validPassword(const QString &password, const Limits &limits);
Result<QString> validRoomName(const QString &name, const Limits &limits);
Result<QString> validMessageText(const QString &text, const Limits &limits);
/// One line of text that hides nothing: why an administrator or a user does something. May be
/// empty; at most 500 characters.
Result<QString> validReason(const QString &text);
Result<QString> validClientId(const QString &clientId, const Limits &limits);

/// Whether text has no characters that end a line, control a terminal or turn the direction of
/// writing.
bool isPlainLine(const QString &text);

/// The key with which the keys of the found names begin, or which they contain.
Result<QString> validSearch(const QString &text, int maxLength);
/// The key of a login: a user name or an e-mail address. Empty if it is longer than either; no
/// account has an empty key.
QString loginKey(const QString &login);

/// The key under which a name is unique: NFKC_Casefold of Unicode. Names with the same key are the
/// same name. Takes quadratic time: only for text whose length has been checked.
QString foldedKey(const QString &name);

/// The key under which a phone number is unique: without the characters that group digits. Empty
/// for a number that validPhoneNumber() refuses; no account has an empty key.
QString phoneKey(const QString &number);

} // namespace parlance
