// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/halfclose.h"

#include <QTcpSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace parlance {

void shutDownWriting(QTcpSocket &socket)
{
    const qintptr descriptor = socket.socketDescriptor();
    if (descriptor < 0 || socket.bytesToWrite() > 0 || socket.inherits("QSslSocket"))
        return;
#ifdef Q_OS_WIN
    ::shutdown(SOCKET(descriptor), SD_SEND);
#else
    ::shutdown(int(descriptor), SHUT_WR);
#endif
}

} // namespace parlance
