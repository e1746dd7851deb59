// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace parlance::test {

/// Self-signed certificates for localhost with their keys, NAME.pem and NAME.key. The openssl
/// command creates them in a directory that is deleted with this object.
class TestCertificates
{
public:
    /// `kind`: the argument of `openssl req -newkey`.
    void make(const QString &name, const QStringList &kind) const
    {
        openssl(QStringList{QStringLiteral("req"), QStringLiteral("-x509"),
                            QStringLiteral("-nodes"), QStringLiteral("-subj"),
                            QStringLiteral("/CN=localhost"), QStringLiteral("-keyout"),
                            path(name + QStringLiteral(".key")), QStringLiteral("-out"),
                            path(name + QStringLiteral(".pem")), QStringLiteral("-newkey")} +
                kind);
    }
    /// With an elliptic-curve key.
    void make(const QString &name) const
    {
        make(name, {QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                    QStringLiteral("ec_paramgen_curve:P-256")});
    }

    QString path(const QString &file) const { return m_dir.filePath(file); }

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
