// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/adminclient.h"

#include "admin/localserver.h"

#include <QFile>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// A server accepts at once, unless it is stuck.
constexpr int connectTime = 30000;
/// Between two looks whether an answer is still wanted.
constexpr int lookTime = 500;

QString whyNot(const QLocalSocket &socket)
{
    switch (socket.error()) {
    case QLocalSocket::ServerNotFoundError:
        return u"there is no such socket; is the server running, and are its data there?"_s;
    case QLocalSocket::ConnectionRefusedError:
        return u"no server listens there; it has ended"_s;
    case QLocalSocket::SocketAccessError:
        return u"permission denied; only root, the server's user and the group of the socket may "
               "connect"_s;
    case QLocalSocket::SocketTimeoutError:
        return u"the server does not accept the connection"_s;
    default:
        return socket.errorString();
    }
}

} // namespace

Result<void> AdminClient::connect(const QString &path)
{
    const int most = admin::LocalServer::maxPathBytes;
    if (QFile::encodeName(path).size() > most)
        return Error::invalid(
            u"%1: the path is longer than the %2 bytes that a socket may have"_s.arg(path).arg(
                most));
    m_socket.connectToServer(path);
    if (m_socket.waitForConnected(connectTime))
        return {};
    return Error::of(ErrorCode::Conflict, path + u": "_s + whyNot(m_socket));
}

Result<QByteArray> AdminClient::ask(const QByteArray &line)
{
    return askWhile(line, [] { return true; });
}

Result<QByteArray> AdminClient::askWhile(const QByteArray &line,
                                         const std::function<bool()> &isWanted)
{
    m_socket.write(line + '\n');
    while (!m_socket.canReadLine()) {
        const bool isOpen = m_socket.waitForReadyRead(lookTime) ||
                            m_socket.error() == QLocalSocket::SocketTimeoutError;
        // The last bytes may come together with the end.
        if (!isOpen && !m_socket.canReadLine())
            return Error::of(ErrorCode::ShuttingDown,
                             u"the server closed the connection before it answered"_s);
        if (!isWanted())
            return QByteArray();
    }
    return m_socket.readLine();
}

} // namespace parlance
