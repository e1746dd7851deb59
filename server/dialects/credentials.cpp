// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/credentials.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// Origins and User-Agents are short; nothing longer is read.
constexpr qsizetype mostHeaderBytes = 2048;

/// An origin (RFC 6454), or the one in a Referer.
struct Origin
{
    /// "scheme://host:port"; empty: there is none, or it is opaque.
    QByteArray text = {};
    bool isLoopback = false;
};

bool isLoopbackHost(const QString &host)
{
    if (host == "localhost"_L1)
        return true;
    const QHostAddress address(host);
    bool isIpv4 = false;
    address.toIPv4Address(&isIpv4);
    // Browsers do not send abbreviated addresses such as "127.1".
    return address.isLoopback() && (!isIpv4 || host.count(u'.') == 3);
}

int standardPort(const QString &scheme)
{
    if (scheme == "http"_L1)
        return 80;
    return scheme == "https"_L1 ? 443 : -1;
}

Origin originOf(const QByteArray &text)
{
    if (text.isEmpty() || text.size() > mostHeaderBytes)
        return {};
    const QUrl url(QString::fromLatin1(text), QUrl::StrictMode);
    const QString host = url.host().toLower();
    if (!url.isValid() || url.scheme().isEmpty() || host.isEmpty())
        return {};
    const int port = url.port();
    const bool isWeb = standardPort(url.scheme()) > 0;
    Origin origin;
    origin.isLoopback = isWeb && port > 0 && isLoopbackHost(host);
    origin.text = url.scheme().toLatin1() + "://" + host.toUtf8();
    if (port > 0 && port != standardPort(url.scheme()))
        origin.text += ':' + QByteArray::number(port);
    return origin;
}

/// The page's origin; empty if the request names no page.
std::optional<Origin> pageOrigin(const http::Request &request)
{
    for (const char *name : {"Origin", "Referer"}) {
        const int count = request.headers.count(name);
        if (count > 0)
            return count == 1 ? originOf(request.headers.value(name)) : Origin();
    }
    return std::nullopt;
}

QByteArray hashOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

/// Browsers update themselves, so version numbers are not compared.
QByteArray withoutVersions(const QByteArray &userAgent)
{
    QByteArray kept;
    bool inNumber = false;
    for (const char c : userAgent.left(mostHeaderBytes)) {
        const bool isDigit = c >= '0' && c <= '9';
        inNumber = isDigit || (inNumber && (c == '.' || c == '_'));
        if (!inNumber)
            kept += c;
    }
    return kept;
}

bool isForwarded(const http::Headers &headers)
{
    const auto &fields = headers.fields();
    return std::any_of(fields.begin(), fields.end(), [](const auto &field) {
        const QByteArray name = field.first.toLower();
        return name == "forwarded" || name.startsWith("x-forwarded-") || name == "x-real-ip" ||
               name == "via";
    });
}

/// Checks the host name that the client uses. A proxy may pass on the name of its site.
bool isHostOfThisMachine(const http::Request &request)
{
    const QString value = QString::fromLatin1(request.headers.value("Host")).toLower();
    static const QRegularExpression withPort(u"^\\[?(.*?)\\]?(:[0-9]+)?$"_s);
    // A client in Node writes [::1] without brackets.
    return isLoopbackHost(value) || isLoopbackHost(withPort.match(value).captured(1));
}

QString addressOf(const http::Request &request)
{
    return request.remoteAddress == "::1"_L1 ? u"127.0.0.1"_s : request.remoteAddress;
}

const char *whyNotLoopback(const http::Request &request, const ClientEvidence &evidence,
                           const std::optional<Origin> &page)
{
    if (!request.onLoopback)
        return "the client or the listener is not on a loopback address";
    if (evidence.isForwarded || request.http10)
        return "a proxy forwarded it";
    if (!isHostOfThisMachine(request))
        return "its Host is no name of this machine";
    if (!page)
        return "it has neither Origin nor Referer";
    return page->isLoopback ? nullptr : "its Origin is no page of this machine with a port";
}

} // namespace

QString tokenFromHeaders(const http::Headers &headers)
{
    const QByteArray authorization = headers.value("Authorization");
    if (authorization.size() > 7 && authorization.left(7).toLower() == "bearer ")
        return QString::fromLatin1(authorization.mid(7).trimmed());
    return QString::fromLatin1(headers.value("access_token"));
}

ClientEvidence clientEvidence(const http::Request &request)
{
    const auto page = pageOrigin(request);
    ClientEvidence evidence;
    evidence.listener = request.listener;
    evidence.isForwarded = isForwarded(request.headers);
    evidence.notLoopback = whyNotLoopback(request, evidence, page);
    ClientFingerprint &fingerprint = evidence.fingerprint;
    fingerprint.address = addressOf(request);
    fingerprint.isLoopback = evidence.notLoopback == nullptr;
    const QByteArray own =
        (request.secure ? "https://" : "http://") + request.headers.value("Host");
    const QByteArray origin = page ? page->text : originOf(own).text;
    if (!origin.isEmpty())
        fingerprint.origin = hashOf(origin);
    if (page)
        fingerprint.userAgent = hashOf(withoutVersions(request.headers.value("User-Agent")));
    return evidence;
}

} // namespace parlance
