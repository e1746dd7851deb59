// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlskeeper.h"

#include "net/log.h"

#include <utility>

namespace parlance::net {

namespace {

void logWarnings(const TlsCertificate &certificate)
{
    for (const QString &warning : certificate.warnings)
        qCWarning(lcNet).noquote() << warning;
}

} // namespace

TlsKeeper::TlsKeeper(TlsFiles files, QObject *parent)
    : QObject(parent)
    , m_files(std::move(files))
{
    m_reader.moveToThread(&m_thread);
}

TlsKeeper::~TlsKeeper()
{
    m_thread.quit();
    m_thread.wait();
}

Result<void> TlsKeeper::load()
{
    const auto certificate = loadTlsCertificate(m_files);
    if (!certificate)
        return certificate.error();
    logWarnings(*certificate);
    m_configuration = certificate->configuration;
    // Not at the first reload: starting a thread needs descriptors, and there may be none left.
    m_thread.start();
    return {};
}

void TlsKeeper::reload()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    QMetaObject::invokeMethod(&m_reader, [this] {
        auto certificate = loadTlsCertificate(m_files);
        QMetaObject::invokeMethod(
            this, [this, certificate = std::move(certificate)] { take(certificate); });
    });
}

void TlsKeeper::take(const Result<TlsCertificate> &certificate)
{
    m_reading = false;
    if (certificate) {
        m_configuration = certificate->configuration;
        logWarnings(*certificate);
        qCInfo(lcNet, "The TLS certificate was read again; new connections are shown it");
    } else {
        qCCritical(lcNet).noquote()
            << "The TLS certificate stays as it was:" << certificate.error().message();
    }
    Q_EMIT loaded(certificate.has_value());
    if (std::exchange(m_again, false))
        reload();
}

} // namespace parlance::net
