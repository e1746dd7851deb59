// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/clientfiles.h"

#include "net/errorresponse.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>

namespace parlance::net {

using namespace Qt::StringLiterals;

namespace {

/// The largest is a source map of about 250 KB.
constexpr qint64 mostBytes = qint64(4) * 1024 * 1024;

const QStringList &fileNames()
{
    static const QStringList names = [] {
        QStringList list;
        for (const auto &script : {u"socket.io.js"_s, u"socket.io.min.js"_s,
                                   u"socket.io.esm.min.js"_s, u"socket.io.msgpack.min.js"_s})
            list << script << script + u".map"_s;
        return list;
    }();
    return names;
}

/// The ETag is the client's version, as in the reference server; it is in the first comment of the
/// script.
QByteArray etagOf(const QByteArray &script)
{
    static const QRegularExpression banner(u"^/\\*!\\s*\\*\\s*Socket\\.IO v([0-9A-Za-z.+-]+)"_s);
    const auto match = banner.match(QString::fromLatin1(script.left(200)));
    const QByteArray version =
        match.hasMatch() ? match.captured(1).toLatin1()
                         : QCryptographicHash::hash(script, QCryptographicHash::Sha256).toHex();
    return '"' + version.left(20) + '"';
}

} // namespace

Result<ClientFiles> ClientFiles::load(const QString &directory)
{
    ClientFiles files;
    for (const QString &name : fileNames()) {
        QFile file(directory + u'/' + name);
        if (file.size() <= mostBytes && file.open(QIODevice::ReadOnly))
            files.m_files.insert(name, file.read(mostBytes));
    }
    const auto script = files.m_files.constFind(u"socket.io.js"_s);
    if (script == files.m_files.cend()) {
        return Error::invalid(
            u"socketio.client_directory: no socket.io.js can be read in %1"_s.arg(directory));
    }
    files.m_etag = etagOf(*script);
    return files;
}

std::optional<http::Response> ClientFiles::serve(const http::Request &request) const
{
    const QString name = request.segments.value(1);
    const bool isMap = name.endsWith(".js.map"_L1);
    const bool reads = request.method == http::Method::Get || request.method == http::Method::Head;
    if (!reads || request.segments.size() != 2 || !(isMap || name.endsWith(".js"_L1)))
        return std::nullopt;
    const auto file = m_files.constFind(name);
    if (file == m_files.cend())
        return errorResponse(404, "There is no such file of the Socket.IO client here");
    http::Response response;
    response.headers.set("Cache-Control", "public, max-age=0");
    if (http::revalidate(response, request, m_etag))
        return response;
    response.headers.set("Content-Type", isMap ? "application/json; charset=utf-8"
                                               : "application/javascript; charset=utf-8");
    response.body = *file;
    return response;
}

} // namespace parlance::net
