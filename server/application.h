// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/logring.h"
#include "config.h"
#include "datadirectory.h"

#include <QObject>

#include <memory>

namespace parlance {

/// The running server: starts the core and the network in this order, and stops them. Event loop
/// only.
class Application : public QObject
{
    Q_OBJECT

public:
    /// The log outlives it.
    Application(Config config, DataDirectory data, const LogRing &log);
    ~Application() override;

    /// Opens the storage and starts to listen, the latter in a later turn of the event loop.
    /// Returns ExitOk, or the exit code after printing one line on stderr.
    int start();
    /// Reloads what may change while the server runs: the TLS certificate.
    void reload();
    /// Calls Shutdown::begin(). Does nothing before start().
    void stop();

private:
    struct Parts;

    Result<QByteArray> tokenSecret() const;
    void listen();

    Config m_config;
    DataDirectory m_data;
    const LogRing &m_log;
    std::unique_ptr<Parts> m_parts;
};

} // namespace parlance
