// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "configfile.h"

#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

Error wrong(const QString &detail)
{
    return Error::invalid(detail);
}

Result<void> setListen(Config &config, const QStringList &addresses, const QString &origin)
{
    std::vector<ListenAddress> listen;
    for (const QString &text : addresses) {
        const auto address = parseListenAddress(text.trimmed());
        if (!address)
            return wrong(origin + u": "_s + address.error().message());
        listen.push_back(*address);
    }
    if (!listen.empty())
        config.listen = std::move(listen);
    return {};
}

QString firstSet(const QMap<QString, QString> &environment, const QStringList &names)
{
    for (const QString &name : names) {
        QString value = environment.value(name);
        if (!value.isEmpty())
            return value;
    }
    return {};
}

Result<bool> onOrOff(const QString &variable, const QString &value)
{
    if (value != "on"_L1 && value != "off"_L1)
        return wrong(variable + u": must be on or off"_s);
    return value == "on"_L1;
}

Result<void> applyOne(Config &config, const QString &variable, const QString &value)
{
    const bool isAllowance = variable == "PARLANCE_ALLOW_PLAINTEXT"_L1;
    if (isAllowance || variable == "PARLANCE_RATE_LIMITS"_L1) {
        const auto on = onOrOff(variable, value);
        if (!on)
            return on.error();
        (isAllowance ? config.allowPlaintext : config.rateLimits.enabled) = *on;
        return {};
    }
    if (variable == "PARLANCE_LOG_FORMAT"_L1) {
        if (value != "text"_L1 && value != "json"_L1)
            return wrong(u"PARLANCE_LOG_FORMAT: must be text or json"_s);
        config.jsonLog = value == "json"_L1;
        return {};
    }
    static const QStringList levels{u"debug"_s, u"info"_s, u"warning"_s, u"error"_s};
    if (!levels.contains(value))
        return wrong(u"PARLANCE_LOG_LEVEL: must be debug, info, warning or error"_s);
    config.logLevel = value;
    return {};
}

Result<void> applyMetrics(Config &config, const QMap<QString, QString> &environment)
{
    const std::pair<QString, QString (*)(Config &, const QString &)> variables[] = {
        {u"PARLANCE_METRICS_LISTEN"_s, setMetricsListen},
        {u"PARLANCE_METRICS_TOKEN"_s, setMetricsToken},
    };
    for (const auto &[name, set] : variables) {
        const QString value = environment.value(name);
        const QString problem = value.isEmpty() ? QString() : set(config, value);
        if (!problem.isEmpty())
            return wrong(name + u": "_s + problem);
    }
    return {};
}

Result<void> applyEnvironment(Config &config, const QMap<QString, QString> &environment)
{
    const QString port = environment.value(u"PORT"_s);
    if (!port.isEmpty()) {
        if (auto set = setListen(config, {u"127.0.0.1:"_s + port}, u"PORT"_s); !set)
            return set;
    }
    const QString listen = environment.value(u"PARLANCE_LISTEN"_s);
    if (!listen.isEmpty()) {
        if (auto set = setListen(config, listen.split(u','), u"PARLANCE_LISTEN"_s); !set)
            return set;
    }
    const QString adminListen = environment.value(u"PARLANCE_ADMIN_LISTEN"_s);
    if (!adminListen.isEmpty()) {
        if (const QString problem = setAdminListen(config, adminListen); !problem.isEmpty())
            return wrong(u"PARLANCE_ADMIN_LISTEN: "_s + problem);
    }
    if (auto set = applyMetrics(config, environment); !set)
        return set;
    if (environment.contains(u"PARLANCE_DIALECTS"_s)) {
        const auto names =
            environment.value(u"PARLANCE_DIALECTS"_s).split(u',', Qt::SkipEmptyParts);
        if (const QString problem = setDialects(config, names); !problem.isEmpty())
            return wrong(u"PARLANCE_DIALECTS: "_s + problem);
    }
    const std::pair<QString, QString *> paths[] = {
        {u"PARLANCE_DATA"_s, &config.dataDirectory},
        {u"PARLANCE_ADMIN_SOCKET"_s, &config.adminSocket},
        {u"PARLANCE_TLS_CERTIFICATE"_s, &config.tlsCertificate},
        {u"PARLANCE_TLS_KEY"_s, &config.tlsKey},
    };
    for (const auto &[name, path] : paths) {
        if (const QString value = environment.value(name); !value.isEmpty())
            *path = value;
    }
    const QString secret =
        firstSet(environment, {u"PARLANCE_JWT_SECRET"_s, u"JWT_SECRET"_s, u"secretKey"_s});
    if (!secret.isEmpty())
        config.jwtSecret = secret.toUtf8();
    for (const QString &name : {u"PARLANCE_RATE_LIMITS"_s, u"PARLANCE_ALLOW_PLAINTEXT"_s,
                                u"PARLANCE_LOG_FORMAT"_s, u"PARLANCE_LOG_LEVEL"_s}) {
        const QString value = environment.value(name);
        if (value.isEmpty())
            continue;
        if (auto set = applyOne(config, name, value); !set)
            return set;
    }
    return {};
}

// The variable PARLANCE_DIALECTS counts also if it is empty.
void noteEnvironment(Config &config, const QMap<QString, QString> &environment)
{
    const std::pair<QString, QString> keys[] = {
        {u"PORT"_s, u"listen"_s},
        {u"PARLANCE_LISTEN"_s, u"listen"_s},
        {u"PARLANCE_DIALECTS"_s, u"dialects"_s},
        {u"PARLANCE_ALLOW_PLAINTEXT"_s, u"allow_plaintext"_s},
        {u"PARLANCE_DATA"_s, u"data"_s},
        {u"PARLANCE_ADMIN_SOCKET"_s, u"admin.socket"_s},
        {u"PARLANCE_ADMIN_LISTEN"_s, u"admin.listen"_s},
        {u"PARLANCE_METRICS_LISTEN"_s, u"metrics.listen"_s},
        {u"PARLANCE_METRICS_TOKEN"_s, u"metrics.token"_s},
        {u"PARLANCE_TLS_CERTIFICATE"_s, u"tls.certificate"_s},
        {u"PARLANCE_TLS_KEY"_s, u"tls.key"_s},
        {u"PARLANCE_RATE_LIMITS"_s, u"rate_limits.enabled"_s},
        {u"PARLANCE_LOG_FORMAT"_s, u"log.format"_s},
        {u"PARLANCE_LOG_LEVEL"_s, u"log.level"_s},
    };
    for (const auto &[variable, key] : keys) {
        const bool isDialects = variable == "PARLANCE_DIALECTS"_L1;
        if (isDialects ? environment.contains(variable) : !environment.value(variable).isEmpty())
            config.sources.insert(key, u"environment"_s);
    }
}

void noteOptions(Config &config, const ConfigSources &sources)
{
    if (!sources.listen.isEmpty())
        config.sources.insert(u"listen"_s, u"command line"_s);
    if (!sources.dataDirectory.isEmpty())
        config.sources.insert(u"data"_s, u"command line"_s);
}

QString unquoted(QString value)
{
    value = value.trimmed();
    for (const QChar quote : {u'"', u'\''}) {
        if (value.size() >= 2 && value.startsWith(quote) && value.endsWith(quote))
            return value.mid(1, value.size() - 2);
    }
    // An unquoted value ends at a comment.
    const qsizetype comment = value.indexOf(" #"_L1);
    return comment < 0 ? value : value.left(comment).trimmed();
}

// A listener that serves one thing, in no dialect.
QString setOwnListener(std::optional<ListenAddress> &listener, const QString &text)
{
    const auto address = parseListenAddress(text.trimmed());
    if (!address)
        return address.error().message();
    if (!address->dialect.isEmpty())
        return u"must not name a dialect"_s;
    listener = *address;
    return {};
}

// A message may take six times its bytes as JSON, and recovery half of the buffer.
Result<void> checkBuffer(const Config &config)
{
    const qint64 least = 16 * qint64(config.limits.messageBytes);
    if (config.maxBufferedBytes >= least)
        return {};
    return wrong(
        u"websocket.max_buffered_bytes must be at least %1, sixteen times "
        "limits.message_bytes: a message of escaped characters takes six times its length, "
        "and half of the buffer must hold it"_s.arg(least));
}

} // namespace

QString ListenAddress::toUrl() const
{
    const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const QString host = isV6 ? u"[%1]"_s.arg(address.toString()) : address.toString();
    return u"%1://%2:%3"_s.arg(secure ? u"https"_s : u"http"_s, host).arg(port);
}

Result<ListenAddress> parseListenAddress(const QString &text)
{
    static const QRegularExpression form(
        u"^(?:https?://)?(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):(\\d{1,5})/?(?:=([a-z-]+))?$"_s);
    const auto match = form.match(text);
    const QString host = match.captured(1) + match.captured(2);
    const QHostAddress address(host == "localhost"_L1 ? u"127.0.0.1"_s : host);
    const uint port = match.captured(3).toUInt();
    if (!match.hasMatch() || address.isNull() || port > 65535)
        return wrong(u"\"%1\" is not an address like 127.0.0.1:8080 or [::1]:8080"_s.arg(text));
    const QString dialect = match.captured(4);
    if (!dialect.isEmpty() && !knownDialects().contains(dialect))
        return wrong(
            u"there is no dialect \"%1\", only %2"_s.arg(dialect, knownDialects().join(u", "_s)));
    return ListenAddress{address, quint16(port), text.startsWith("https://"_L1), dialect};
}

Result<Config> loadConfig(const ConfigSources &sources)
{
    Config config;
    config.dataDirectory =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/parlance"_s;
    const QString file =
        sources.file.isEmpty() ? sources.environment.value(u"PARLANCE_CONFIG"_s) : sources.file;
    if (!file.isEmpty()) {
        if (auto read = readConfigFile(file, config); !read)
            return read.error();
    }
    if (auto applied = applyEnvironment(config, sources.environment); !applied)
        return applied.error();
    noteEnvironment(config, sources.environment);
    noteOptions(config, sources);
    if (auto enough = checkBuffer(config); !enough)
        return enough.error();
    if (auto set = setListen(config, sources.listen, u"--listen"_s); !set)
        return set.error();
    if (!sources.dataDirectory.isEmpty())
        config.dataDirectory = sources.dataDirectory;
    // Expands "~" as a shell would; the file and .env are not read by a shell.
    for (QString *path : {&config.dataDirectory, &config.adminSocket, &config.tlsCertificate,
                          &config.tlsKey, &config.socketIoClientDirectory}) {
        if (*path == "~"_L1 || path->startsWith("~/"_L1))
            path->replace(0, 1, QDir::homePath());
    }
    return config;
}

QString setDialects(Config &config, const QStringList &names)
{
    config.dialects.clear();
    for (const QString &each : names) {
        const QString name = each.trimmed();
        if (!knownDialects().contains(name))
            return u"there is no dialect \"%1\", only %2"_s.arg(name,
                                                                knownDialects().join(u", "_s));
        config.dialects.append(name);
    }
    return {};
}

QString setAdminListen(Config &config, const QString &text)
{
    return setOwnListener(config.adminListen, text);
}

QString setMetricsListen(Config &config, const QString &text)
{
    return setOwnListener(config.metricsListen, text);
}

QString setMetricsToken(Config &config, const QString &text)
{
    static const QRegularExpression form(u"^[\\x21-\\x7e]{16,512}$"_s);
    if (!form.match(text).hasMatch())
        return u"must have 16 to 512 characters, without spaces, in ASCII"_s;
    config.metricsToken = text.toLatin1();
    return {};
}

std::vector<ListenAddress> listenersOf(const Config &config)
{
    std::vector<ListenAddress> all = config.listen;
    if (config.adminListen)
        all.push_back(*config.adminListen);
    if (config.metricsListen)
        all.push_back(*config.metricsListen);
    return all;
}

bool usesTls(const Config &config)
{
    const auto all = listenersOf(config);
    return std::any_of(all.begin(), all.end(),
                       [](const ListenAddress &address) { return address.secure; });
}

Result<void> checkListeners(const Config &config)
{
    const auto &metrics = config.metricsListen;
    if (metrics && !metrics->address.isLoopback() && config.metricsToken.isEmpty())
        return wrong(
            u"%1 would show the metrics to everybody: set metrics.token"_s.arg(metrics->toUrl()));
    for (const ListenAddress &address : listenersOf(config)) {
        const QString url = address.toUrl();
        if (!address.dialect.isEmpty() && !config.dialects.contains(address.dialect))
            return wrong(u"%1 is to speak the dialect \"%2\", which dialects does not name"_s.arg(
                url, address.dialect));
        if (address.secure && config.tlsCertificate.isEmpty())
            return wrong(u"%1 needs a certificate: set tls.certificate and tls.key"_s.arg(url));
        if (address.secure && config.tlsKey.isEmpty())
            return wrong(u"%1 needs the certificate's key: set tls.key"_s.arg(url));
        if (address.secure || address.address.isLoopback() || config.allowPlaintext)
            continue;
        return wrong(u"%1 would carry passwords in the clear: listen on https:// with a "
                     "certificate, or, behind a proxy that speaks TLS or in a container, set "
                     "allow_plaintext = true (PARLANCE_ALLOW_PLAINTEXT=on)"_s.arg(url));
    }
    return {};
}

Result<QMap<QString, QString>> readEnvironment(const QString &dotEnvFile)
{
    QMap<QString, QString> values;
    QFile file(dotEnvFile);
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return wrong(u"%1: %2"_s.arg(dotEnvFile, file.errorString()));
        int number = 0;
        while (!file.atEnd()) {
            ++number;
            QString line = QString::fromUtf8(file.readLine()).trimmed();
            if (line.startsWith("export "_L1))
                line = line.mid(7).trimmed();
            if (line.isEmpty() || line.startsWith(u'#'))
                continue;
            const qsizetype equals = line.indexOf(u'=');
            if (equals < 1)
                return wrong(u"%1:%2: not of the form NAME=VALUE"_s.arg(dotEnvFile).arg(number));
            values.insert(line.left(equals).trimmed(), unquoted(line.mid(equals + 1)));
        }
    }
    const auto process = QProcessEnvironment::systemEnvironment();
    for (const QString &name : process.keys())
        values.insert(name, process.value(name));
    return values;
}

} // namespace parlance
