// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/staticfiles.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>

namespace parlance::net {

using namespace Qt::StringLiterals;

namespace {

constexpr char contentSecurityPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws: wss:; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

QByteArray contentType(const QString &name)
{
    static const QHash<QString, QByteArray> types = {
        {u"html"_s, "text/html; charset=utf-8"},
        {u"css"_s, "text/css; charset=utf-8"},
        {u"js"_s, "text/javascript; charset=utf-8"},
        {u"json"_s, "application/json"},
        {u"webmanifest"_s, "application/manifest+json"},
        {u"svg"_s, "image/svg+xml"},
        {u"png"_s, "image/png"},
    };
    return types.value(name.section(u'.', -1), "application/octet-stream");
}

} // namespace

StaticFiles::StaticFiles(const QHash<QString, QJsonObject> &documents)
{
    QDirIterator web(u":/resources/web"_s, QDir::Files, QDirIterator::Subdirectories);
    while (web.hasNext()) {
        const QString resource = web.next();
        addResource(resource.mid(QLatin1StringView(":/resources").size()), resource);
    }
    addResource(u"/"_s, u":/resources/web/index.html"_s);
    addResource(u"/favicon.ico"_s, u":/resources/icons/parlance.svg"_s);
    for (auto document = documents.cbegin(); document != documents.cend(); ++document)
        add(document.key(), contentType(document.key()),
            QJsonDocument(*document).toJson(QJsonDocument::Compact));
}

void StaticFiles::addResource(const QString &path, const QString &resource)
{
    QFile file(resource);
    if (file.open(QIODevice::ReadOnly))
        add(path, contentType(resource), file.readAll());
}

void StaticFiles::add(const QString &path, const QByteArray &type, const QByteArray &body)
{
    const QByteArray digest = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
    m_files.insert(path, {body, type, '"' + digest.left(20) + '"'});
}

http::Response StaticFiles::serve(const QString &path, const http::Request &request) const
{
    const auto file = m_files.constFind(path);
    if (file == m_files.cend())
        return http::Response::text("Not found", 404);
    http::Response response;
    response.headers.set("Cache-Control", "no-cache");
    response.headers.set("Content-Security-Policy", contentSecurityPolicy);
    response.headers.set("Referrer-Policy", "no-referrer");
    if (http::revalidate(response, request, file->etag))
        return response;
    response.headers.set("Content-Type", file->type);
    response.body = file->body;
    return response;
}

} // namespace parlance::net
