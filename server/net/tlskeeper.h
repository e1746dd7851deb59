// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tlscertificate.h"

#include <QObject>
#include <QThread>

namespace parlance::net {

/// The certificate that the TLS listeners show, and its renewal. Event loop only; the files are
/// read again on a thread of their own, since a disk may be slow.
class TlsKeeper : public QObject
{
    Q_OBJECT

public:
    explicit TlsKeeper(TlsFiles files, QObject *parent = nullptr);
    /// Waits for what runs.
    ~TlsKeeper() override;

    /// Before there are clients: it waits for the disk. ValidationFailed as loadTlsCertificate().
    Result<void> load();
    /// Reads the files again; a later turn shows new clients what they hold, and loaded() follows.
    /// If they cannot be used, the certificate stays as it is. The log tells either.
    void reload();
    /// For PortMuxOptions::tls.
    const QSslConfiguration *configuration() const { return &m_configuration; }

Q_SIGNALS:
    /// After reload(). Several calls while the files are being read end in one more reading.
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
