// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"
#include "shared/result.h"

#include <QHash>

#include <optional>

namespace parlance::net {

/// The Socket.IO client for browsers at /socket.io/socket.io.js and its siblings, as the reference
/// server serves them: those of the npm package socket.io-client, read once into memory.
class ClientFiles
{
public:
    /// There are none: each is answered with 404.
    ClientFiles() = default;
    /// The files of the package's dist/ in `directory`, those that are there. ValidationFailed if
    /// socket.io.js is not.
    static Result<ClientFiles> load(const QString &directory);

    /// The answer if the request is for a script or source map right below /socket.io, whatever its
    /// query; else nothing: it is Engine.IO's.
    std::optional<http::Response> serve(const http::Request &request) const;

private:
    QHash<QString, QByteArray> m_files;
    QByteArray m_etag;
};

} // namespace parlance::net
