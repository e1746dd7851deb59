// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ratelimiter.h"
#include "dialectnames.h"
#include "domain/limits.h"
#include "domain/opensockets.h"
#include "shared/result.h"

#include <QHostAddress>
#include <QMap>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace parlance {

struct ListenAddress
{
    QHostAddress address;
    /// 0: the system picks one.
    quint16 port = 0;
    /// TLS, "https://".
    bool secure = false;
    /// The one dialect that is spoken here beside the native API; empty: all that are switched on.
    QString dialect = {};

    /// "http://127.0.0.1:8080"; IPv6 in brackets, and without the dialect.
    QString toUrl() const;
};

/// The whole configuration, checked. resources/parlance.toml describes every key with its default;
/// keep the two in step (tst_config does).
struct Config
{
    std::vector<ListenAddress> listen{{QHostAddress(QHostAddress::LocalHost), 8080}};
    /// Plain listeners may be on addresses that others reach.
    bool allowPlaintext = false;
    OpenSockets openSockets = OpenSockets::Loopback;
    /// Of the phone dialect: "02:05 PM" instead of ISO 8601.
    bool clockTimestamps = false;
    /// PEM files; empty: none.
    QString tlsCertificate;
    QString tlsKey;
    QString dataDirectory;
    /// Empty: DATA/jwt-secret, made on first start.
    QByteArray jwtSecret;
    std::chrono::days tokenLifetime{30};

    /// Names of those that are switched on.
    QStringList dialects = knownDialects();

    QStringList allowedOrigins{QStringLiteral("*")};
    /// CIDRs or addresses whose X-Forwarded-For counts.
    QStringList trustedProxies;
    qint64 maxBodyBytes = 1'000'000;
    std::chrono::seconds headerTimeout{10};
    std::chrono::seconds idleTimeout{60};

    RateLimits rateLimits;

    std::chrono::milliseconds pingInterval{25000};
    std::chrono::milliseconds pingTimeout{20000};
    qint64 maxPayloadBytes = 1'000'000;
    bool allowEngineIo3 = false;
    qint64 maxBufferedBytes = 4 * 1024 * 1024;
    bool tokenInQuery = true;
    /// permessage-deflate for clients that offer it.
    bool webSocketCompression = false;
    bool recovery = true;
    /// Of the client's files; empty: those that were installed with the server, if any.
    QString socketIoClientDirectory;

    /// What a commit waits for, see Synchronous: "full" or "normal".
    QString synchronous = QStringLiteral("full");
    Limits limits;

    bool jsonLog = false;
    /// "debug", "info", "warning" or "error".
    QString logLevel = QStringLiteral("info");
};

/// Where values come from, weakest first: defaults, file, environment, command line.
struct ConfigSources
{
    /// From the command line; empty: PARLANCE_CONFIG, else none.
    QString file;
    QStringList listen;
    QString dataDirectory;
    QMap<QString, QString> environment;
};

/// The error's detail is one line: "FILE:LINE: what is wrong", or the variable's or option's name.
Result<Config> loadConfig(const ConfigSources &sources);

/// Switches on these and no others; what is wrong with the names, or nothing.
QString setDialects(Config &config, const QStringList &names);

/// Whether any listener speaks TLS.
bool usesTls(const Config &config);

/// What a server cannot begin to listen with: TLS without a certificate, a plain listener that
/// others reach unless that is allowed. The error's detail is one line.
Result<void> checkListeners(const Config &config);

/// The process's environment, over a `.env` file in the current directory where there is one.
Result<QMap<QString, QString>> readEnvironment(const QString &dotEnvFile);

/// "ADDR:PORT", "[V6]:PORT", with "http://", "https://" or nothing before it, and "=DIALECT" or
/// nothing behind it.
Result<ListenAddress> parseListenAddress(const QString &text);

} // namespace parlance
