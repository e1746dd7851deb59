// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config.h"
#include "datadirectory.h"

#include <QObject>

#include <memory>

namespace parlance {

/// The running server: starts the core and the network in their order, and stops them. Event loop
/// only.
class Application : public QObject
{
    Q_OBJECT

public:
    Application(Config config, DataDirectory data);
    ~Application() override;

    /// Opens the storage and starts to listen, the latter in a later turn of the event loop. On an
    /// error one line is on stderr. ExitOk, or the code to exit with.
    int start();
    /// Reads again what may change while the server runs: the TLS certificate.
    void reload();
    /// Shutdown::begin(). Does nothing before start().
    void stop();

private:
    struct Parts;

    Result<QByteArray> tokenSecret() const;
    void listen();

    Config m_config;
    DataDirectory m_data;
    std::unique_ptr<Parts> m_parts;
};

} // namespace parlance
