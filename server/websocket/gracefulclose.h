// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>

class QTcpSocket;

namespace parlance {

/// Closes a connection after the closing handshake (RFC 6455 section 7.1.1): writes what is
/// buffered, shuts down the writing side, and discards what is received until the peer closes too.
/// Closing at once with unread bytes would send RST, which can destroy the last bytes sent. After
/// `patience` the socket is dropped. Event loop only.
void closeGracefully(std::unique_ptr<QTcpSocket> socket, std::chrono::milliseconds patience);

} // namespace parlance
