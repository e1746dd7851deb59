// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QSslConfiguration>
#include <QStringList>

namespace parlance::net {

/// Paths of two PEM files.
struct TlsFiles
{
    /// The server's certificate, then those of the authorities between it and the root.
    QString certificate;
    /// Its private key, RSA or EC, without a passphrase.
    QString key;
};

struct TlsCertificate
{
    /// For PortMuxOptions::tls: TLS 1.2 and 1.3, ALPN "http/1.1", no client certificates.
    QSslConfiguration configuration;
    /// Problems that do not prevent its use: expired, a key that others can read. One line each.
    QStringList warnings;
};

/// Reads and validates the files. Blocks on the disk; thread-safe. ValidationFailed: the detail is
/// one line that names the file, and never contains any of its content.
Result<TlsCertificate> loadTlsCertificate(const TlsFiles &files);

} // namespace parlance::net
