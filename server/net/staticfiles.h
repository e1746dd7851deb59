// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace parlance::net {

/// The compiled-in web page, read once, and generated documents. Pages have a content security
/// policy that allows no external sources. Every file has an ETag, so that a browser revalidates
/// instead of loading it again.
class StaticFiles
{
public:
    /// `documents`: JSON by path, as "/openapi.json".
    explicit StaticFiles(const QHash<QString, QJsonObject> &documents);

    /// Every path served: "/", "/web/app.js", "/openapi.json" …
    QStringList paths() const { return m_files.keys(); }
    /// 404 for a path that is not served, 304 where the request's If-None-Match has the ETag.
    http::Response serve(const QString &path, const http::Request &request) const;

private:
    struct File
    {
        QByteArray body;
        QByteArray type;
        QByteArray etag;
    };
    void addResource(const QString &path, const QString &resource);
    void add(const QString &path, const QByteArray &type, const QByteArray &body);

    QHash<QString, File> m_files;
};

} // namespace parlance::net
