// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QSslConfiguration>
#include <QTemporaryDir>

namespace parlance::test {

/// A certificate for localhost that signs itself, and its key, made by the openssl command in a
/// directory that goes with the object.
class TestCertificate
{
public:
    /// `kind`: what `openssl req -newkey` takes.
    explicit TestCertificate(const QStringList &kind = {QStringLiteral("ec"),
                                                        QStringLiteral("-pkeyopt"),
                                                        QStringLiteral("ec_paramgen_curve:P-256")})
    {
        openssl(QStringList{QStringLiteral("req"), QStringLiteral("-x509"),
                            QStringLiteral("-nodes"), QStringLiteral("-subj"),
                            QStringLiteral("/CN=localhost"), QStringLiteral("-keyout"), key(),
                            QStringLiteral("-out"), certificate(), QStringLiteral("-newkey")} +
                kind);
    }

    QString certificate() const { return m_dir.filePath(QStringLiteral("certificate.pem")); }
    QString key() const { return m_dir.filePath(QStringLiteral("key.pem")); }
    QString path(const QString &name) const { return m_dir.filePath(name); }

    static void openssl(const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("openssl"), arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("openssl: %s", process.readAll().constData());
    }

private:
    QTemporaryDir m_dir;
};

} // namespace parlance::test
