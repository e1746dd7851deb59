// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include "cli/exit.h"
#include "firstadministrator.h"
#include "logging.h"
#include "metricscollector.h"
#include "shutdown.h"

#include <QCoreApplication>

namespace parlance {

namespace {

constexpr qsizetype enoughSecretBytes = 32;

} // namespace

/// In the order of construction; destroyed in reverse.
struct Application::Parts
{
    Parts(const Config &config, const DataDirectory &data, const QByteArray &secret,
          const LogRing &log)
        : core(config, data, secret, log)
        , network(core, config, secret)
        , metrics(core, network)
        , shutdown(core, network)
    {
    }

    Core core;
    Network network;
    MetricsCollector metrics;
    Shutdown shutdown;
};

Application::Application(Config config, DataDirectory data, const LogRing &log)
    : m_config(std::move(config))
    , m_data(std::move(data))
    , m_log(log)
{
}

Application::~Application()
{
    if (!m_parts)
        return;
    m_parts->core.audit.flush();
    // Its last answers use services and sockets, which must still exist.
    m_parts->core.store.stop();
}

Result<QByteArray> Application::tokenSecret() const
{
    if (m_config.jwtSecret.isEmpty())
        return m_data.secret();
    if (m_config.jwtSecret.size() < enoughSecretBytes)
        qCWarning(lcServer, "the configured token secret is shorter than 32 bytes");
    return m_config.jwtSecret;
}

int Application::start()
{
    const auto secret = tokenSecret();
    if (!secret)
        return fail(ExitCannotCreate, secret.error().message());
    m_parts = std::make_unique<Parts>(m_config, m_data, *secret, m_log);
    if (const int code = m_parts->core.open(); code != ExitOk)
        return code;
    if (const int code = m_parts->network.load(); code != ExitOk)
        return code;
    Core &core = m_parts->core;
    core.deleteExpired();
    createFirstAdministrator(
        {core.store.accounts(), core.store.admin(), core.passwords, m_data},
        [this](int code) { code == ExitOk ? listen() : QCoreApplication::exit(code); });
    return ExitOk;
}

// The initial commit position, and who may come in, must be known before the first connection.
void Application::listen()
{
    Core &core = m_parts->core;
    core.loadRules([this, &core](const Result<void> &loaded) {
        if (!loaded)
            return QCoreApplication::exit(fail(ExitStorage, loaded.error().message()));
        core.store.recovery().lastPosition([this, &core](const Result<qint64> &position) {
            if (!position)
                return QCoreApplication::exit(fail(ExitStorage, position.error().message()));
            core.hub.startAt(*position);
            if (const int code = m_parts->network.listen(); code != ExitOk)
                return QCoreApplication::exit(code);
            m_parts->metrics.start();
        });
    });
}

void Application::reload()
{
    if (m_parts && !m_parts->shutdown.hasBegun())
        m_parts->network.reload();
}

void Application::stop()
{
    if (m_parts)
        m_parts->shutdown.begin();
}

} // namespace parlance
