// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarms.h"

#include "link/serverlink.h"
#include "models/format.h"

namespace parlance::gui {

using namespace std::chrono_literals;

namespace {

/// A restart takes less.
constexpr auto toleratedDownTime = 5s;
constexpr qint64 lowDiskBytes = qint64(1) << 30;
constexpr qint64 manyRefusedLogIns = 20;

} // namespace

Alarms::Alarms(ServerLink &link, Vitals &vitals, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_vitals(vitals)
{
    m_downSince.setSingleShot(true);
    m_downSince.setInterval(toleratedDownTime);
    connect(&m_downSince, &QTimer::timeout, this, [this] {
        set(Kind::ServerDown, true, tr("%1 is down").arg(m_link.target().name()),
            m_link.problem().what);
    });
    connect(&link, &ServerLink::stateChanged, this, &Alarms::watchLink);
    connect(&vitals, &Vitals::changed, this, &Alarms::watchVitals);
}

void Alarms::watchLink()
{
    using State = ServerLink::State;
    const State state = m_link.state();
    if (state == State::Online || state == State::Idle) {
        m_wasOnline = state == State::Online;
        m_downSince.stop();
        set(Kind::ServerDown, false, {}, {});
    } else if (m_wasOnline && !m_downSince.isActive() && !m_on.contains(int(Kind::ServerDown))) {
        m_downSince.start();
    }
}

void Alarms::watchVitals()
{
    const QString server = m_link.target().name();
    const qint64 free = m_vitals.freeDiskBytes();
    set(Kind::DiskLow, free >= 0 && free < lowDiskBytes,
        tr("The disk of %1 is nearly full").arg(server),
        tr("%1 are free.").arg(format::bytes(double(free))));
    const qint64 failed = m_vitals.storageErrors();
    set(Kind::StorageFails, failed > 0, tr("The storage of %1 fails").arg(server),
        tr("%n call(s) could not be answered in the last minute.", nullptr, int(failed)));
    const qint64 refused = m_vitals.refusedLogIns();
    set(Kind::LogInsRefused, refused >= manyRefusedLogIns,
        tr("%1 refuses many log-ins").arg(server),
        tr("%n log-in(s) with a wrong name or password in the last minute.", nullptr,
           int(refused)));
}

void Alarms::set(Kind kind, bool isOn, const QString &title, const QString &text)
{
    if (!isOn) {
        m_on.remove(int(kind));
        return;
    }
    if (m_on.contains(int(kind)))
        return;
    m_on.insert(int(kind));
    if (m_tray && QSystemTrayIcon::isSystemTrayAvailable() && QSystemTrayIcon::supportsMessages()) {
        m_tray->show();
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &Alarms::opened,
                Qt::UniqueConnection);
        m_tray->showMessage(title, text, QSystemTrayIcon::Warning);
    }
    Q_EMIT raised(kind, title, text);
}

} // namespace parlance::gui
