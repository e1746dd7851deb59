// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTcpSocket;

namespace parlance {

/// Tells the peer that nothing more will come (FIN) while its own bytes can still be read: closing
/// at once with bytes unread would answer them with RST, which can destroy what was just sent. Does
/// nothing while bytes wait to be written, and for TLS, whose goodbye is its own.
void shutDownWriting(QTcpSocket &socket);

} // namespace parlance
