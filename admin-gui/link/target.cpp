// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/target.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

bool isLoopback(const QString &host)
{
    return host == u"localhost"_s || QHostAddress(host).isLoopback();
}

} // namespace

QString Target::name() const
{
    if (isLocal())
        return QCoreApplication::translate("Target", "this computer");
    const QString host = url.host();
    const QString shown = host.contains(u':') ? u'[' + host + u']' : host;
    return url.port() < 0 ? shown : shown + u':' + QString::number(url.port());
}

Target targetFrom(const QString &typed)
{
    QString text = typed.trimmed();
    if (text.isEmpty())
        return {};
    if (text.startsWith(u'/'))
        return {.url = {}, .socket = text};
    const bool hasScheme = text.contains(u"://"_s);
    if (!hasScheme)
        text.prepend(u"wss://"_s);
    QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == u"http"_s || (!hasScheme && isLoopback(url.host())))
        url.setScheme(u"ws"_s);
    else if (scheme == u"https"_s)
        url.setScheme(u"wss"_s);
    else if (scheme != u"ws"_s && scheme != u"wss"_s)
        return {};
    if (!url.isValid() || url.host().isEmpty())
        return {};
    if (url.path().isEmpty() || url.path() == u"/"_s)
        url.setPath(u"/admin"_s);
    url.setUserInfo({});
    url.setFragment({});
    return {.url = url, .socket = {}};
}

} // namespace parlance::gui
