// SPDX-License-Identifier: GPL-3.0-or-later
#include "configvalues.h"

#include <QJsonArray>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

using Values = QMap<QString, QJsonValue>;

QJsonValue list(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

QJsonValue urlsOf(const std::vector<ListenAddress> &addresses)
{
    QStringList urls;
    for (const ListenAddress &each : addresses)
        urls.append(each.dialect.isEmpty() ? each.toUrl() : each.toUrl() + u'=' + each.dialect);
    return list(urls);
}

template <class Duration>
qint64 count(Duration duration)
{
    return qint64(duration.count());
}

qint64 seconds(const Allowance &allowance)
{
    return count(std::chrono::duration_cast<std::chrono::seconds>(allowance.period));
}

qint64 perSecond(const Allowance &allowance)
{
    return allowance.count * 1000 / std::max<qint64>(1, allowance.period.count());
}

// In hours, if it is whole ones.
QString intervalText(std::chrono::seconds interval)
{
    if (interval.count() == 0)
        return {};
    const bool isWhole = interval.count() % 3600 == 0;
    return isWhole ? u"%1h"_s.arg(interval.count() / 3600) : u"%1s"_s.arg(interval.count());
}

QString openSocketsName(OpenSockets value)
{
    if (value == OpenSockets::Loopback)
        return u"loopback"_s;
    return value == OpenSockets::On ? u"on"_s : u"off"_s;
}

// In the order of configfile.cpp; tst_config checks that every key is there.
Values serverValues(const Config &c)
{
    return {
        {u"listen"_s, urlsOf(c.listen)},
        {u"allow_plaintext"_s, c.allowPlaintext},
        {u"data"_s, c.dataDirectory},
        {u"admin.socket"_s, c.adminSocket},
        {u"admin.listen"_s, c.adminListen ? c.adminListen->toUrl() : QString()},
        {u"admin.allowed_origins"_s, list(c.adminAllowedOrigins)},
        {u"metrics.listen"_s, c.metricsListen ? c.metricsListen->toUrl() : QString()},
        {u"metrics.token"_s, c.metricsToken.isEmpty() ? QString() : u"(hidden)"_s},
        {u"tls.certificate"_s, c.tlsCertificate},
        {u"tls.key"_s, c.tlsKey},
        {u"audit.retention_days"_s, qint64(c.auditRetention.count())},
        {u"auth.token_lifetime_days"_s, qint64(c.tokenLifetime.count())},
        {u"auth.registration"_s, registrationName(c.registration)},
        {u"http.allowed_origins"_s, list(c.allowedOrigins)},
        {u"http.trusted_proxies"_s, list(c.trustedProxies)},
        {u"http.max_body_bytes"_s, c.maxBodyBytes},
        {u"http.header_timeout_s"_s, count(c.headerTimeout)},
        {u"http.idle_timeout_s"_s, count(c.idleTimeout)},
        {u"engineio.ping_interval_ms"_s, count(c.pingInterval)},
        {u"engineio.ping_timeout_ms"_s, count(c.pingTimeout)},
        {u"engineio.max_payload_bytes"_s, c.maxPayloadBytes},
        {u"engineio.allow_v3"_s, c.allowEngineIo3},
        {u"websocket.compression"_s, c.webSocketCompression},
        {u"websocket.max_buffered_bytes"_s, c.maxBufferedBytes},
        {u"socketio.token_in_query"_s, c.tokenInQuery},
        {u"socketio.recovery"_s, c.recovery},
        {u"socketio.recovery_messages"_s, c.limits.recoveredMessages},
        {u"socketio.client_directory"_s, c.socketIoClientDirectory},
        {u"storage.synchronous"_s, c.synchronous},
        {u"storage.backup_directory"_s, c.backupDirectory},
        {u"storage.backup_interval"_s, intervalText(c.backupInterval)},
        {u"storage.backup_keep"_s, c.backupKeep},
        {u"storage.backup_before_upgrade"_s, c.backsUpBeforeUpgrade},
        {u"storage.retention_days"_s, qint64(c.retention.count())},
        {u"log.format"_s, c.jsonLog ? u"json"_s : u"text"_s},
        {u"log.level"_s, c.logLevel},
    };
}

Values dialectValues(const Config &c)
{
    return {
        {u"dialects"_s, list(c.dialects)},
        {u"legacy.open_sockets"_s, openSocketsName(c.openSockets)},
        {u"legacy.rate_limit"_s, c.rateLimits.legacy},
        {u"legacy.timestamps"_s, c.clockTimestamps ? u"clock"_s : u"iso"_s},
        {u"legacy.password_min_bytes"_s, c.limits.legacyPasswordMinBytes},
    };
}

Values limitValues(const Config &c)
{
    const RateLimits &r = c.rateLimits;
    return {
        {u"rate_limits.enabled"_s, r.enabled},
        {u"rate_limits.authentication.count"_s, r.authentication.count},
        {u"rate_limits.authentication.per_seconds"_s, seconds(r.authentication)},
        {u"rate_limits.rest.count"_s, r.rest.count},
        {u"rate_limits.rest.per_seconds"_s, seconds(r.rest)},
        {u"rate_limits.events.per_second"_s, perSecond(r.events)},
        {u"rate_limits.events.burst"_s, r.events.count},
        {u"rate_limits.connections_per_address"_s, r.connectionsPerAddress},
        {u"rate_limits.connections"_s, r.connections},
        {u"limits.message_bytes"_s, qint64(c.limits.messageBytes)},
        {u"limits.open_reports_per_user"_s, c.limits.openReportsPerUser},
        {u"limits.rooms_owned_per_user"_s, c.limits.roomsOwnedPerUser},
        {u"limits.rooms_joined_per_user"_s, c.limits.roomsJoinedPerUser},
        {u"limits.directs_per_user"_s, c.limits.directsPerUser},
        {u"limits.members_per_room"_s, c.limits.membersPerRoom},
    };
}

Values valuesOf(const Config &config)
{
    Values all = serverValues(config);
    all.insert(dialectValues(config));
    all.insert(limitValues(config));
    return all;
}

} // namespace

QList<Setting> settingsOf(const Config &config)
{
    const Values all = valuesOf(config);
    const Values defaults = valuesOf({});
    QList<Setting> settings;
    for (auto each = all.begin(); each != all.end(); ++each) {
        settings.append({each.key(), each.value(), defaults.value(each.key()),
                         config.sources.value(each.key(), u"default"_s),
                         each.key() != u"log.level"_s});
    }
    const bool isSet = !config.jwtSecret.isEmpty();
    const QString inData = u"(in the data)"_s;
    settings.append({u"PARLANCE_JWT_SECRET"_s, isSet ? u"(hidden)"_s : inData, inData,
                     isSet ? u"environment"_s : u"default"_s, true});
    return settings;
}

} // namespace parlance
