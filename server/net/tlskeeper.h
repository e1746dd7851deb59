// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tlscertificate.h"

#include <QObject>
#include <QThread>

namespace parlance::net {

/// The certificate of the TLS listeners, and its reloading. Event loop only; the files are reloaded
/// on a separate thread, since a disk may be slow.
class TlsKeeper : public QObject
{
    Q_OBJECT

public:
    explicit TlsKeeper(TlsFiles files, QObject *parent = nullptr);
    /// Waits for a running reload.
    ~TlsKeeper() override;

    /// Call it before there are clients: it blocks on the disk. ValidationFailed as
    /// loadTlsCertificate().
    Result<void> load();
    /// Reads the files again. In a later turn new clients get the new certificate, and loaded() is
    /// emitted. If the files cannot be used, the certificate stays unchanged. Both are logged.
    void reload();
    /// For PortMuxOptions::tls.
    const QSslConfiguration *configuration() const { return &m_configuration; }

Q_SIGNALS:
    /// Emitted after reload(). Several calls while the files are being read cause one more reading.
    void loaded(bool replaced);

private:
    void take(const Result<TlsCertificate> &certificate);

    const TlsFiles m_files;
    QSslConfiguration m_configuration;
    QThread m_thread;
    /// Lives on m_thread.
    QObject m_reader;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace parlance::net
