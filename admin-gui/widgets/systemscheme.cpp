// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/systemscheme.h"

#include "widgets/qtcompat.h"

#include <QPalette>

#ifdef PARLANCE_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace parlance::gui {

using namespace Qt::StringLiterals;

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
    , m_isPlatformDark(QGuiApplication::palette().color(QPalette::Window).lightness() < 128)
{
    qtcompat::watchSystemScheme(this, [this] { Q_EMIT changed(); });
    askPortal();
}

bool SystemScheme::isDark() const
{
    if (const auto known = qtcompat::systemIsDark())
        return *known;
    if (m_portal && *m_portal != 0)
        return *m_portal == 1;
    return m_isPlatformDark;
}

void SystemScheme::set(uint preference)
{
    m_portal = preference;
    Q_EMIT changed();
}

#ifdef PARLANCE_HAS_DBUS

namespace {

constexpr auto portalService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto portalPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto portalSettings = "org.freedesktop.portal.Settings"_L1;
constexpr auto appearanceGroup = "org.freedesktop.appearance"_L1;
constexpr auto schemeKey = "color-scheme"_L1;

} // namespace

void SystemScheme::askPortal()
{
    // Without a session bus, Qt would try to start one.
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(portalService, portalPath, portalSettings, u"SettingChanged"_s, this,
                SLOT(takeSetting(QString, QString, QDBusVariant)));
    auto ask = QDBusMessage::createMethodCall(portalService, portalPath, portalSettings, u"Read"_s);
    ask << QString(appearanceGroup) << QString(schemeKey);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        // Read() wraps its answer twice.
        if (reply.isValid())
            set(qvariant_cast<QDBusVariant>(reply.value().variant()).variant().toUInt());
    });
}

void SystemScheme::takeSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearanceGroup && key == schemeKey)
        set(value.variant().toUInt());
}

#else

void SystemScheme::askPortal() {}

void SystemScheme::takeSetting(const QString &, const QString &, const QDBusVariant &) {}

#endif

} // namespace parlance::gui
