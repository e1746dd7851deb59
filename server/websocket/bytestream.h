// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>

class QTcpSocket;

/// Hides the differences between QTcpSocket and QSslSocket. Event loop only.
namespace parlance {

/// True for a QSslSocket, whether or not it is encrypted yet. It emits its signals in the middle of
/// its work, where reading, writing or closing it would interfere with that work. So slots must
/// defer to a later turn of the event loop.
bool isTls(const QTcpSocket &socket);

/// Bytes not passed to the kernel yet, encrypted ones included.
qint64 unsentBytes(const QTcpSocket &socket);

/// Bytes received but not read yet; for encrypted ones their size before decryption, which may
/// contain no application data.
qint64 unreadBytes(const QTcpSocket &socket);

/// Shuts down the writing side (close_notify for TLS, FIN) while the peer's bytes can still be read
/// and discarded: closing at once with unread bytes would send RST, which can destroy what was just
/// sent. Does nothing while bytes wait to be written.
///
/// Returns the socket to continue with; connect its signals again. For TLS it is a different one,
/// which owns the original and reads what arrives still encrypted. It may be unconnected already.
std::unique_ptr<QTcpSocket> shutDownWriting(std::unique_ptr<QTcpSocket> socket);

} // namespace parlance
