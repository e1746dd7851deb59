// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>

class QTcpSocket;

/// What a QTcpSocket and a QSslSocket do differently, for code that takes either. Event loop only.
namespace parlance {

/// A QSslSocket, whether or not its encryption stands. It emits its signals in the middle of its
/// work: reading, writing or closing it there reaches into that work, so slots wait for a later
/// turn of the event loop.
bool isTls(const QTcpSocket &socket);

/// Bytes that are not handed to the kernel yet, those included that are encrypted already.
qint64 unsentBytes(const QTcpSocket &socket);

/// Bytes that came but are not read yet; of encrypted ones their size before decryption, which may
/// hold nothing for us.
qint64 unreadBytes(const QTcpSocket &socket);

/// Tells the peer that nothing more will come (close_notify where there is TLS, FIN) while its own
/// bytes can still be read and thrown away: closing at once with bytes unread would answer them
/// with RST, which can destroy what was just sent. Does nothing while bytes wait to be written.
///
/// Returns the socket to go on with, whose signals are to be connected anew: behind a TLS one it is
/// another one that owns it and reads what comes still encrypted. It may be unconnected already.
std::unique_ptr<QTcpSocket> shutDownWriting(std::unique_ptr<QTcpSocket> socket);

} // namespace parlance
