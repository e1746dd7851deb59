// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"
#include "shared/result.h"

#include <QHash>

#include <optional>

namespace parlance::net {

/// The Socket.IO client for browsers at /socket.io/socket.io.js and the related files, as the
/// reference server serves them: those of the npm package socket.io-client, read once into memory.
class ClientFiles
{
public:
    /// Without files: each is answered with 404.
    ClientFiles() = default;
    /// Loads the existing files of the package's dist/ in `directory`. ValidationFailed if
    /// socket.io.js is missing.
    static Result<ClientFiles> load(const QString &directory);

    /// The response if the request is for a script or source map directly below /socket.io,
    /// whatever its query; else nothing: the request is for Engine.IO.
    std::optional<http::Response> serve(const http::Request &request) const;

private:
    QHash<QString, QByteArray> m_files;
    QByteArray m_etag;
};

} // namespace parlance::net
