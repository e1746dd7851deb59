// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlscertificate.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>

namespace parlance::net {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostFileBytes = qint64(1024) * 1024;

/// TLS 1.2: only ciphers with forward secrecy and authenticated encryption. All of TLS 1.3 have
/// both.
const QString ciphers = u"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                        "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                        "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"_s;

Error wrong(const QString &detail)
{
    return Error::invalid(detail);
}

Result<QByteArray> readPem(const QString &key, const QString &path)
{
    const QFileInfo info(path);
    // Reading a pipe or a device could block.
    if (info.exists() && !info.isFile())
        return wrong(u"%1: %2 is not a file"_s.arg(key, path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(u"%1: %2 cannot be read: %3"_s.arg(key, path, file.errorString()));
    if (file.size() > mostFileBytes)
        return wrong(u"%1: %2 is too large for a PEM file"_s.arg(key, path));
    return file.read(mostFileBytes);
}

/// supportsSsl() would print an error itself if there is no plug-in.
bool canEncrypt()
{
    const auto backends = QSslSocket::availableBackends();
    const auto implements = [](const QString &backend) {
        return QSslSocket::implementedClasses(backend).contains(QSsl::ImplementedClass::Socket);
    };
    return std::any_of(backends.begin(), backends.end(), implements) && QSslSocket::supportsSsl();
}

QSslKey parseKey(const QByteArray &pem)
{
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec}) {
        QSslKey key(pem, algorithm);
        if (!key.isNull())
            return key;
    }
    return {};
}

QSslConfiguration makeConfiguration(const QList<QSslCertificate> &chain, const QSslKey &key)
{
    QSslConfiguration configuration;
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setCiphers(ciphers);
    configuration.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    // No client certificate is requested, so none has to be verified.
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setCaCertificates({});
    // QSslSocket creates a new context for each connection, so no session could be resumed.
    configuration.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    configuration.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
    configuration.setSslOption(QSsl::SslOptionDisableCompression, true);
    return configuration;
}

/// The TLS library's error when a connection uses this pair; empty if there is none.
QString objection(const QSslConfiguration &configuration)
{
    QSslSocket socket;
    QString text;
    QObject::connect(&socket, &QSslSocket::errorOccurred, &socket, [&] {
        if (text.isEmpty())
            text = socket.errorString().simplified();
    });
    socket.setSslConfiguration(configuration);
    // Without a connection, this state is only reached if the context could be created.
    socket.setSocketDescriptor(-1, QAbstractSocket::UnconnectedState);
    text.clear();
    socket.startServerEncryption();
    return text;
}

void addWarnings(QStringList &warnings, const TlsFiles &files, const QSslCertificate &leaf)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (leaf.expiryDate() < now) {
        warnings.append(u"tls.certificate: %1 has expired on %2"_s.arg(
            files.certificate, leaf.expiryDate().toUTC().toString(Qt::ISODate)));
    } else if (leaf.effectiveDate() > now) {
        warnings.append(u"tls.certificate: %1 is valid from %2 only"_s.arg(
            files.certificate, leaf.effectiveDate().toUTC().toString(Qt::ISODate)));
    }
    const auto others = QFile::ReadOther | QFile::WriteOther;
    if (QFileInfo(files.key).permissions() & others)
        warnings.append(u"tls.key: %1 can be read by every user of this machine"_s.arg(files.key));
}

} // namespace

Result<TlsCertificate> loadTlsCertificate(const TlsFiles &files)
{
    if (!canEncrypt()) {
        return wrong(
            u"TLS is not available: Qt's OpenSSL plug-in or the OpenSSL library is missing"_s);
    }
    const auto certificatePem = readPem(u"tls.certificate"_s, files.certificate);
    if (!certificatePem)
        return certificatePem.error();
    const auto keyPem = readPem(u"tls.key"_s, files.key);
    if (!keyPem)
        return keyPem.error();
    const auto chain = QSslCertificate::fromData(*certificatePem, QSsl::Pem);
    if (chain.isEmpty())
        return wrong(u"tls.certificate: %1 holds no certificate in PEM"_s.arg(files.certificate));
    const QSslKey key = parseKey(*keyPem);
    if (key.isNull()) {
        const bool isLocked = keyPem->contains("ENCRYPTED");
        return wrong((isLocked ? u"tls.key: %1 is locked by a passphrase"_s
                               : u"tls.key: %1 holds no private key, RSA or EC, in PEM"_s)
                         .arg(files.key));
    }
    TlsCertificate certificate{makeConfiguration(chain, key), {}};
    const QString problem = objection(certificate.configuration);
    if (problem.contains("does not certify"_L1) || problem.contains("mismatch"_L1)) {
        return wrong(u"tls.key: %1 does not belong to the certificate in %2"_s.arg(
            files.key, files.certificate));
    }
    if (!problem.isEmpty())
        return wrong(u"tls.certificate: %1 cannot be used: %2"_s.arg(files.certificate, problem));
    addWarnings(certificate.warnings, files, chain.first());
    return certificate;
}

} // namespace parlance::net
