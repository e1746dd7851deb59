// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config.h"
#include "datadirectory.h"

#include <QObject>

#include <memory>

namespace parlance {

/// The running server: makes every concrete object and connects them; nothing else knows them all.
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
    /// Lets in nobody new, finishes what was accepted, closes the connections so that clients come
    /// back, and quits the event loop within 5 s.
    void stop();

private:
    struct Parts;

    int openStorage();
    int loadFiles();
    void compose();
    void addRoutes();
    void addSockets();
    void begin();
    void listen();
    void waitForCalls(quint64 answered, int waits);
    void closeConnections();
    void quitWhenClosed();

    Config m_config;
    DataDirectory m_data;
    std::unique_ptr<Parts> m_parts;
    bool m_stopping = false;
    bool m_closing = false;
};

} // namespace parlance
