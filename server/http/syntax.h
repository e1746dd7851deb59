// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

/// The basic grammar rules of RFC 9110 section 5.6 and RFC 9112, strictly.
namespace parlance::http {

bool isTokenCharacter(char c);
/// 1*tchar: a method or a field name.
bool isToken(QByteArrayView text);
/// Visible characters, spaces, tabs and obs-text; no other control character.
bool isFieldValue(QByteArrayView text);
/// Without the optional whitespace (spaces and tabs) around it.
QByteArrayView trimmedField(QByteArrayView text);
bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);
/// Whether the comma-separated `list` contains `token`, ignoring case.
bool listHasToken(QByteArrayView list, QByteArrayView token);
/// Digits only; a number that does not fit becomes the largest one. Nothing if malformed.
std::optional<qint64> parseDecimal(QByteArrayView text);
/// One to eight hexadecimal digits only.
std::optional<qint64> parseHex(QByteArrayView text);

} // namespace parlance::http
