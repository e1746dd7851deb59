// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QUrl>

namespace parlance::gui {

/// The certificates that the operator trusts although no authority says so: one for each host and
/// port, by its fingerprint (SHA-256), in the settings of this account.
class TrustedCertificates
{
public:
    /// As "AB:CD:…", the way openssl and browsers show it.
    static QString fingerprintOf(const QSslCertificate &certificate);

    /// Empty: the operator trusts none.
    static QString fingerprintFor(const QUrl &url);
    /// Exactly this one; not empty certificates.
    static bool isTrusted(const QUrl &url, const QSslCertificate &certificate);
    /// From now on; in place of the one that was trusted before.
    static void trust(const QUrl &url, const QString &fingerprint);
    static void forget(const QUrl &url);

private:
    static QString keyOf(const QUrl &url);
};

} // namespace parlance::gui
