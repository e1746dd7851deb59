// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ratelimiter.h"
#include "dialectnames.h"
#include "domain/administration.h"
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
    /// 0: chosen by the system.
    quint16 port = 0;
    /// TLS, "https://".
    bool secure = false;
    /// The only dialect on this listener besides the native API; empty: all enabled ones.
    QString dialect = {};

    /// "http://127.0.0.1:8080"; IPv6 in brackets, and without the dialect.
    QString toUrl() const;
};

/// The whole configuration, validated. resources/parlance.toml describes every key with its
/// default; keep the two in sync (tst_config checks that).
struct Config
{
    std::vector<ListenAddress> listen{{QHostAddress(QHostAddress::LocalHost), 8080}};
    /// Listeners without TLS may use addresses that other machines can reach.
    bool allowPlaintext = false;
    OpenSockets openSockets = OpenSockets::Loopback;
    /// Of the phone dialect: "02:05 PM" instead of ISO 8601.
    bool clockTimestamps = false;
    Registration registration = Registration::Open;
    /// PEM files; empty: none.
    QString tlsCertificate;
    QString tlsKey;
    QString dataDirectory;
    /// The local socket for administrators; empty: DATA/admin.sock.
    QString adminSocket;
    /// How long entries of the audit log stay; 0: for ever.
    std::chrono::days auditRetention{0};
    /// A listener for the commands of administrators only, which the others do not serve then.
    std::optional<ListenAddress> adminListen;
    /// Origins of the pages that may open /admin.
    QStringList adminAllowedOrigins;
    /// A listener for GET /metrics only.
    std::optional<ListenAddress> metricsListen;
    /// What it asks for as "Authorization: Bearer"; empty: nothing, on a loopback address only.
    QByteArray metricsToken;
    /// Empty: DATA/jwt-secret, generated on the first start.
    QByteArray jwtSecret;
    std::chrono::days tokenLifetime{30};

    /// Names of the enabled dialects.
    QStringList dialects = knownDialects();

    QStringList allowedOrigins{QStringLiteral("*")};
    /// CIDRs or addresses of proxies whose X-Forwarded-For is trusted.
    QStringList trustedProxies;
    qint64 maxBodyBytes = 1'000'000;
    std::chrono::seconds headerTimeout{10};
    std::chrono::seconds idleTimeout{60};

    RateLimits rateLimits;

    std::chrono::milliseconds pingInterval{25000};
    std::chrono::milliseconds pingTimeout{20000};
    qint64 maxPayloadBytes = 1'000'000;
    bool allowEngineIo3 = false;
    /// Of a client that reads too slowly, over WebSocket or polling.
    qint64 maxBufferedBytes = 4 * 1024 * 1024;
    bool tokenInQuery = true;
    /// permessage-deflate for clients that offer it.
    bool webSocketCompression = false;
    bool recovery = true;
    /// Directory of the client's files; empty: those installed with the server, if any.
    QString socketIoClientDirectory;

    /// Durability of a commit, see Synchronous: "full" or "normal".
    QString synchronous = QStringLiteral("full");
    /// Empty: DATA/backups.
    QString backupDirectory;
    /// Between two scheduled backups; 0: there are none.
    std::chrono::seconds backupInterval{0};
    /// How many scheduled backups stay.
    int backupKeep = 7;
    bool backsUpBeforeUpgrade = true;
    /// How long messages stay; 0: for ever.
    std::chrono::days retention{0};
    Limits limits;

    bool jsonLog = false;
    /// "debug", "info", "warning" or "error".
    QString logLevel = QStringLiteral("info");

    /// Where a key of the file was set: "file", "environment", "command line". Others have their
    /// default.
    QMap<QString, QString> sources;
};

/// Sources of values, lowest precedence first: defaults, file, environment, command line.
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

/// Enables exactly these dialects; returns the error in the names, or an empty text.
QString setDialects(Config &config, const QStringList &names);

/// "admin.listen": one address, without a dialect. Returns the error, or an empty text.
QString setAdminListen(Config &config, const QString &text);
/// "metrics.listen" and "metrics.token", likewise.
QString setMetricsListen(Config &config, const QString &text);
QString setMetricsToken(Config &config, const QString &text);
/// All listeners, those for administrators and for metrics included.
std::vector<ListenAddress> listenersOf(const Config &config);

/// Whether any listener uses TLS.
bool usesTls(const Config &config);

/// Checks what prevents listening: TLS without a certificate, or a listener without TLS that other
/// machines can reach unless that is allowed. The error's detail is one line.
Result<void> checkListeners(const Config &config);

/// The process's environment, which overrides a `.env` file in the current directory if there is
/// one.
Result<QMap<QString, QString>> readEnvironment(const QString &dotEnvFile);

/// "ADDR:PORT", "[V6]:PORT", optionally with "http://" or "https://" before it and "=DIALECT" after
/// it.
Result<ListenAddress> parseListenAddress(const QString &text);

} // namespace parlance
