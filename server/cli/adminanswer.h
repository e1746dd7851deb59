// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/adminrequest.h"

/// What is sent to the server's local socket, and what becomes of its answer.
namespace parlance {

/// One line without its end.
QByteArray requestLine(const AdminRequest &request);
/// The result in an answer. An error of the server, or another answer, is printed: then it is
/// empty, and `exitCode` is set.
std::optional<QJsonValue> resultIn(const QByteArray &line, int &exitCode);
/// To stdout. The exit code; `before`: of the error's text.
int printText(const QString &text, const QString &before = {});
/// The exit code for an error that the server answered, by its wire name.
int exitCodeOf(const QString &errorName);

} // namespace parlance
