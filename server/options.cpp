// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace parlance {

using namespace Qt::StringLiterals;

StoreOptions storeOptions(const Config &config)
{
    StoreOptions options;
    options.limits = config.limits;
    options.auditRetention = config.auditRetention;
    // An answer must not fill the buffer of its connection, which would close it, at every attempt.
    // Clients request several pages at a time.
    Limits &limits = options.limits;
    limits.missedBytes = std::min<qsizetype>(limits.missedBytes, config.maxBufferedBytes / 2);
    limits.pageBytes = std::min<qsizetype>(limits.pageBytes, config.maxBufferedBytes / 8);
    return options;
}

StoreOptions storeOptions(const Config &config, const QString &directory, const QByteArray &secret)
{
    StoreOptions options = storeOptions(config);
    options.facts = {QCoreApplication::applicationVersion(), secret};
    const BackupOptions backups = backupOptions(config, directory);
    if (config.backsUpBeforeUpgrade)
        options.upgrade = {backups.directory, backups.makesDirectory, options.facts};
    return options;
}

BackupOptions backupOptions(const Config &config, const QString &directory)
{
    BackupOptions options{.dataDirectory = directory};
    // A missing directory of one's own may be a disk that is not there.
    options.makesDirectory = config.backupDirectory.isEmpty();
    options.directory = options.makesDirectory
                            ? QDir(directory).absoluteFilePath(u"backups"_s)
                            : QDir::cleanPath(QDir().absoluteFilePath(config.backupDirectory));
    options.interval = config.backupInterval;
    options.keep = config.backupKeep;
    return options;
}

Synchronous synchronousOf(const Config &config)
{
    return config.synchronous == "normal"_L1 ? Synchronous::Normal : Synchronous::Full;
}

net::ConnectionLimits connectionLimits(const Config &config)
{
    net::ConnectionLimits limits;
    limits.headerTime = config.headerTimeout;
    limits.idleTime = config.idleTimeout;
    limits.guard.body = config.maxBodyBytes;
    // One byte more than a payload may have, so that Engine.IO itself answers 413 in the form that
    // its clients expect.
    limits.guard.bodyOf = [rest = config.maxBodyBytes,
                           payload = config.maxPayloadBytes](QByteArrayView target) {
        return qsizetype(target.startsWith("/socket.io") ? payload + 1 : rest);
    };
    return limits;
}

engineio::Options engineOptions(const Config &config)
{
    engineio::Options options;
    options.pingInterval = config.pingInterval;
    options.pingTimeout = config.pingTimeout;
    options.maxPayload = config.maxPayloadBytes;
    options.allowV3 = config.allowEngineIo3;
    options.maxBufferedBytes = config.maxBufferedBytes;
    options.maxSessions = config.rateLimits.connections;
    if (config.rateLimits.enabled)
        options.maxSessionsPerAddress = config.rateLimits.connectionsPerAddress;
    return options;
}

socketio::Options socketOptions(const Config &config, const QByteArray &secret)
{
    socketio::Options options;
    options.tokenInQuery = config.tokenInQuery;
    options.maxMissedBytes = config.maxBufferedBytes / 2;
    options.maxHeldBytes = config.maxBufferedBytes / 4;
    options.maxAttachmentBytes =
        std::max(options.maxAttachmentBytes, qsizetype(config.maxPayloadBytes));
    if (config.recovery)
        options.recoverySecret = secret;
    return options;
}

QString clientDirectory(const Config &config)
{
    if (!config.socketIoClientDirectory.isEmpty())
        return config.socketIoClientDirectory;
    const QString installed =
        QCoreApplication::applicationDirPath() + u"/../share/parlance/socket.io"_s;
    return QFileInfo::exists(installed + u"/socket.io.js"_s) ? installed : QString();
}

QString adminSocketPath(const Config &config)
{
    if (!config.adminSocket.isEmpty())
        return QDir().absoluteFilePath(config.adminSocket);
    return QDir(config.dataDirectory).absoluteFilePath(u"admin.sock"_s);
}

} // namespace parlance
