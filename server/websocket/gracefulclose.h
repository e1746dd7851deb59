// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>

class QTcpSocket;

namespace parlance {

/// Ends a connection on which all is said (RFC 6455 section 7.1.1): writes what waits, then says
/// that nothing more will come, and throws away what still does until the peer hangs up too.
/// Closing at once would answer bytes that nobody has read with RST, which can destroy our last
/// words. After `patience` the socket is dropped. Event loop only.
void closeGracefully(std::unique_ptr<QTcpSocket> socket, std::chrono::milliseconds patience);

} // namespace parlance
