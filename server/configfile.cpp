// SPDX-License-Identifier: GPL-3.0-or-later
#include "configfile.h"

#include "admin/arguments.h"

#include <QFile>
#include <QHostAddress>
#include <QUrl>

#include <functional>
#include <map>
#include <string>
#include <toml++/toml.h>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// Sets a value in the configuration; returns the error, or an empty text.
using Setter = std::function<QString(const toml::node &, Config &)>;

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

template <class Assign>
Setter integer(qint64 min, qint64 max, Assign assign)
{
    return [=](const toml::node &node, Config &config) {
        const auto value = node.value_exact<int64_t>();
        if (!value || *value < min || *value > max)
            return u"must be a whole number from %1 to %2"_s.arg(min).arg(max);
        assign(config, *value);
        return QString();
    };
}

template <class Assign>
Setter boolean(Assign assign)
{
    return [=](const toml::node &node, Config &config) {
        const auto value = node.value_exact<bool>();
        if (!value)
            return u"must be true or false"_s;
        assign(config, *value);
        return QString();
    };
}

template <class Assign>
Setter text(Assign assign)
{
    return [=](const toml::node &node, Config &config) {
        const auto value = node.value_exact<std::string>();
        return value ? assign(config, toQString(*value)) : u"must be a string"_s;
    };
}

template <class Assign>
Setter texts(Assign assign)
{
    return [=](const toml::node &node, Config &config) {
        QStringList list;
        if (!node.is_array())
            return u"must be a list of strings"_s;
        for (const toml::node &item : *node.as_array()) {
            const auto value = item.value_exact<std::string>();
            if (!value)
                return u"must be a list of strings"_s;
            list.append(toQString(*value));
        }
        return assign(config, list);
    };
}

Setter choice(const QStringList &allowed, QString Config::*member)
{
    return text([=](Config &config, const QString &value) {
        if (!allowed.contains(value))
            return u"must be one of %1"_s.arg(allowed.join(", "_L1));
        config.*member = value;
        return QString();
    });
}

Setter path(QString Config::*member)
{
    return text([=](Config &config, const QString &value) {
        config.*member = value;
        return QString();
    });
}

QString setListenKey(Config &config, const QStringList &list)
{
    config.listen.clear();
    for (const QString &item : list) {
        const auto address = parseListenAddress(item);
        if (!address)
            return address.error().message();
        config.listen.push_back(*address);
    }
    return config.listen.empty() ? u"must name at least one address"_s : QString();
}

QString setTrustedProxies(Config &config, const QStringList &list)
{
    for (const QString &item : list) {
        if (QHostAddress::parseSubnet(item).second < 0)
            return u"\"%1\" is not an address or a network like 10.0.0.0/8"_s.arg(item);
    }
    config.trustedProxies = list;
    return {};
}

QString setOrigins(Config &config, const QStringList &list)
{
    config.allowedOrigins = list;
    return list.isEmpty() ? u"must name at least one origin, or \"*\""_s : QString();
}

// Nothing stands for all: a page that is allowed sees what its administrator sees.
QString setAdminOrigins(Config &config, const QStringList &list)
{
    for (const QString &item : list) {
        const QUrl url(item);
        const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
        if (!isWeb || url.host().isEmpty() || !url.path().isEmpty() || url.hasQuery())
            return u"\"%1\" is no origin like https://console.example.org"_s.arg(item);
    }
    config.adminAllowedOrigins = list;
    return {};
}

QString setRegistration(Config &config, const QString &word)
{
    static const std::map<QString, Registration> values = {
        {u"open"_s, Registration::Open},
        {u"approval"_s, Registration::Approval},
        {u"invitation"_s, Registration::Invitation},
        {u"closed"_s, Registration::Closed},
    };
    const auto value = values.find(word);
    if (value == values.end())
        return u"must be open, approval, invitation or closed"_s;
    config.registration = value->second;
    return {};
}

// Earlier versions used a boolean.
QString setOpenSockets(const toml::node &node, Config &config)
{
    const auto flag = node.value_exact<bool>();
    const auto word = node.value_exact<std::string>();
    if (flag)
        config.openSockets = *flag ? OpenSockets::On : OpenSockets::Off;
    else if (word == "loopback")
        config.openSockets = OpenSockets::Loopback;
    else if (word == "on" || word == "off")
        config.openSockets = word == "on" ? OpenSockets::On : OpenSockets::Off;
    else
        return u"must be \"loopback\", \"on\" or \"off\""_s;
    return {};
}

QString setBackupInterval(Config &config, const QString &text)
{
    using namespace std::chrono;
    config.backupInterval = seconds(0);
    if (text.isEmpty())
        return {};
    const auto interval = admin::parseDuration(text);
    if (!interval || *interval < minutes(1))
        return u"must be a duration of at least a minute, like 90m, 12h or 7d, or empty"_s;
    config.backupInterval = duration_cast<seconds>(*interval);
    return {};
}

// The allowance consists of a burst and its refill time; the file has a rate and a burst, in either
// order.
void setEventRate(Config &config, qint64 perSecond)
{
    Allowance &events = config.rateLimits.events;
    events.period = std::chrono::milliseconds(std::max<qint64>(1, events.count * 1000 / perSecond));
}

void setEventBurst(Config &config, qint64 burst)
{
    Allowance &events = config.rateLimits.events;
    events.period = std::chrono::milliseconds(
        std::max<qint64>(1, events.period.count() * burst / events.count));
    events.count = int(burst);
}

constexpr qint64 million = 1'000'000;

using Setters = std::map<std::string, Setter>;
using C = Config;

// One row for each key: its range and where it is stored. The comments are in
// resources/parlance.toml.
Setters dialectKeys()
{
    return {
        {"dialects", texts(setDialects)},
        {"legacy.open_sockets", setOpenSockets},
        {"legacy.rate_limit", boolean([](C &c, bool v) { c.rateLimits.legacy = v; })},
        {"legacy.timestamps", text([](C &c, const QString &v) {
             c.clockTimestamps = v == "clock"_L1;
             return v == "clock"_L1 || v == "iso"_L1 ? QString() : u"must be iso or clock"_s;
         })},
        {"legacy.password_min_bytes",
         integer(1, 1024, [](C &c, qint64 v) { c.limits.legacyPasswordMinBytes = int(v); })},
    };
}

Setters serverKeys()
{
    using namespace std::chrono;
    return {
        {"listen", texts(setListenKey)},
        {"allow_plaintext", boolean([](C &c, bool v) { c.allowPlaintext = v; })},
        {"data", path(&C::dataDirectory)},
        {"tls.certificate", path(&C::tlsCertificate)},
        {"tls.key", path(&C::tlsKey)},
        {"auth.token_lifetime_days",
         integer(1, 3650, [](C &c, qint64 v) { c.tokenLifetime = days(v); })},
        {"auth.registration", text(setRegistration)},
        {"http.allowed_origins", texts(setOrigins)},
        {"http.trusted_proxies", texts(setTrustedProxies)},
        {"http.max_body_bytes",
         integer(1024, 64 * million, [](C &c, qint64 v) { c.maxBodyBytes = v; })},
        {"http.header_timeout_s",
         integer(1, 600, [](C &c, qint64 v) { c.headerTimeout = seconds(v); })},
        {"http.idle_timeout_s",
         integer(1, 3600, [](C &c, qint64 v) { c.idleTimeout = seconds(v); })},
        {"engineio.ping_interval_ms",
         integer(100, 3'600'000, [](C &c, qint64 v) { c.pingInterval = milliseconds(v); })},
        {"engineio.ping_timeout_ms",
         integer(100, 3'600'000, [](C &c, qint64 v) { c.pingTimeout = milliseconds(v); })},
        {"engineio.max_payload_bytes",
         integer(1024, 64 * million, [](C &c, qint64 v) { c.maxPayloadBytes = v; })},
        {"websocket.compression", boolean([](C &c, bool v) { c.webSocketCompression = v; })},
        {"engineio.allow_v3", boolean([](C &c, bool v) { c.allowEngineIo3 = v; })},
        {"websocket.max_buffered_bytes",
         // Pages of rooms and members take up to 200 KB; see checkBuffer() too.
         integer(262'144, 1024 * million, [](C &c, qint64 v) { c.maxBufferedBytes = v; })},
        {"socketio.token_in_query", boolean([](C &c, bool v) { c.tokenInQuery = v; })},
        {"socketio.recovery", boolean([](C &c, bool v) { c.recovery = v; })},
        {"socketio.recovery_messages",
         integer(1, 10'000, [](C &c, qint64 v) { c.limits.recoveredMessages = int(v); })},
        {"socketio.client_directory", path(&C::socketIoClientDirectory)},
        {"log.format", text([](C &c, const QString &v) {
             c.jsonLog = v == "json"_L1;
             return v == "json"_L1 || v == "text"_L1 ? QString() : u"must be text or json"_s;
         })},
        {"log.level", choice({u"debug"_s, u"info"_s, u"warning"_s, u"error"_s}, &C::logLevel)},
    };
}

// For those who run the server.
Setters operatorKeys()
{
    using std::chrono::days;
    const auto unlessEmpty = [](auto set) {
        return text([set](C &c, const QString &v) { return v.isEmpty() ? v : set(c, v); });
    };
    return {
        {"admin.socket", path(&C::adminSocket)},
        {"audit.retention_days",
         integer(0, 36500, [](C &c, qint64 v) { c.auditRetention = days(v); })},
        {"admin.listen", unlessEmpty(setAdminListen)},
        {"admin.allowed_origins", texts(setAdminOrigins)},
        {"metrics.listen", unlessEmpty(setMetricsListen)},
        {"metrics.token", unlessEmpty(setMetricsToken)},
        {"storage.synchronous", choice({u"full"_s, u"normal"_s}, &C::synchronous)},
        {"storage.backup_directory", path(&C::backupDirectory)},
        {"storage.backup_interval", text(setBackupInterval)},
        {"storage.backup_keep", integer(1, 10'000, [](C &c, qint64 v) { c.backupKeep = int(v); })},
        {"storage.backup_before_upgrade",
         boolean([](C &c, bool v) { c.backsUpBeforeUpgrade = v; })},
        {"storage.retention_days",
         integer(0, 36500, [](C &c, qint64 v) { c.retention = days(v); })},
    };
}

Setters limitKeys()
{
    using std::chrono::seconds;
    const auto count = [](auto assign) { return integer(1, million, assign); };
    return {
        {"rate_limits.enabled", boolean([](C &c, bool v) { c.rateLimits.enabled = v; })},
        {"rate_limits.authentication.count",
         count([](C &c, qint64 v) { c.rateLimits.authentication.count = int(v); })},
        {"rate_limits.authentication.per_seconds",
         count([](C &c, qint64 v) { c.rateLimits.authentication.period = seconds(v); })},
        {"rate_limits.rest.count", count([](C &c, qint64 v) { c.rateLimits.rest.count = int(v); })},
        {"rate_limits.rest.per_seconds",
         count([](C &c, qint64 v) { c.rateLimits.rest.period = seconds(v); })},
        {"rate_limits.events.per_second", count(setEventRate)},
        {"rate_limits.events.burst", count(setEventBurst)},
        {"rate_limits.connections_per_address",
         count([](C &c, qint64 v) { c.rateLimits.connectionsPerAddress = int(v); })},
        {"rate_limits.connections",
         count([](C &c, qint64 v) { c.rateLimits.connections = int(v); })},
        {"limits.message_bytes", count([](C &c, qint64 v) { c.limits.messageBytes = v; })},
        {"limits.rooms_owned_per_user",
         integer(0, million, [](C &c, qint64 v) { c.limits.roomsOwnedPerUser = int(v); })},
        {"limits.rooms_joined_per_user",
         count([](C &c, qint64 v) { c.limits.roomsJoinedPerUser = int(v); })},
        {"limits.directs_per_user",
         count([](C &c, qint64 v) { c.limits.directsPerUser = int(v); })},
        {"limits.open_reports_per_user",
         count([](C &c, qint64 v) { c.limits.openReportsPerUser = int(v); })},
        {"limits.members_per_room",
         integer(2, million, [](C &c, qint64 v) { c.limits.membersPerRoom = int(v); })},
    };
}

const Setters &setters()
{
    static const Setters all = [] {
        Setters keys = serverKeys();
        keys.merge(operatorKeys());
        keys.merge(dialectKeys());
        keys.merge(limitKeys());
        return keys;
    }();
    return all;
}

Error at(const QString &path, const toml::source_region &source, const QString &what)
{
    return {
        ErrorCode::ValidationFailed, u"%1:%2: %3"_s.arg(path).arg(source.begin.line).arg(what), {}};
}

bool isSection(const std::string &name)
{
    const auto first = setters().lower_bound(name + '.');
    return first != setters().end() && first->first.starts_with(name + '.');
}

Result<void> readTable(const QString &path, const toml::table &table, const std::string &prefix,
                       Config &config)
{
    for (const auto &[key, node] : table) {
        const std::string name = prefix + std::string(key.str());
        const auto setter = setters().find(name);
        if (setter != setters().end()) {
            const QString problem = setter->second(node, config);
            if (!problem.isEmpty())
                return at(path, node.source(), toQString(name) + u' ' + problem);
            config.sources.insert(toQString(name), u"file"_s);
        } else if (node.is_table() && (isSection(name) || !node.as_table()->empty())) {
            if (auto read = readTable(path, *node.as_table(), name + '.', config); !read)
                return read;
        } else {
            return at(path, key.source(), u"unknown key \"%1\""_s.arg(toQString(name)));
        }
    }
    return {};
}

} // namespace

Result<void> readConfigFile(const QString &path, Config &config)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error::invalid(u"%1: %2"_s.arg(path, file.errorString()));
    const std::string text = file.readAll().toStdString();
    try {
        return readTable(path, toml::parse(text, path.toStdString()), {}, config);
    } catch (const toml::parse_error &error) {
        return at(path, error.source(), toQString(error.description()));
    }
}

QStringList configKeys()
{
    QStringList keys;
    for (const auto &[name, setter] : setters())
        keys.append(toQString(name));
    return keys;
}

} // namespace parlance
