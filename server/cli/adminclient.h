// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QLocalSocket>

#include <functional>

namespace parlance {

/// The command line's end of the server's local socket. It blocks, and needs no event loop.
class AdminClient
{
public:
    /// The error is one line that says why the server cannot be reached.
    Result<void> connect(const QString &path);
    /// Sends one line and waits for one, as long as the server keeps the connection: it answers
    /// when it is done. The error says that the connection ended before; the server may have
    /// received the line.
    Result<QByteArray> ask(const QByteArray &line);
    /// The same as long as `isWanted`, which is asked now and then; an empty line: no longer.
    Result<QByteArray> askWhile(const QByteArray &line, const std::function<bool()> &isWanted);

private:
    QLocalSocket m_socket;
};

} // namespace parlance
