// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/trustedcertificates.h"

#include <QCryptographicHash>
#include <QSettings>

namespace parlance::gui {

namespace {

constexpr int defaultTlsPort = 443;

} // namespace

QString TrustedCertificates::fingerprintOf(const QSslCertificate &certificate)
{
    if (certificate.isNull())
        return {};
    const QByteArray digest = certificate.digest(QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex(':')).toUpper();
}

QString TrustedCertificates::keyOf(const QUrl &url)
{
    return QStringLiteral("certificates/%1:%2").arg(url.host()).arg(url.port(defaultTlsPort));
}

QString TrustedCertificates::fingerprintFor(const QUrl &url)
{
    return QSettings().value(keyOf(url)).toString();
}

bool TrustedCertificates::isTrusted(const QUrl &url, const QSslCertificate &certificate)
{
    const QString known = fingerprintFor(url);
    return !known.isEmpty() && known == fingerprintOf(certificate);
}

void TrustedCertificates::trust(const QUrl &url, const QString &fingerprint)
{
    QSettings().setValue(keyOf(url), fingerprint);
}

void TrustedCertificates::forget(const QUrl &url)
{
    QSettings().remove(keyOf(url));
}

} // namespace parlance::gui
