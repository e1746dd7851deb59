// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

class QDBusVariant;

namespace parlance::gui {

/// Whether the desktop prefers dark colours, as it says itself, and when that changes: from Qt,
/// from the portal of the desktop (org.freedesktop.appearance), else from the palette of the
/// platform.
class SystemScheme : public QObject
{
    Q_OBJECT

public:
    /// Made before the palette of the application is set. Ask again after changed().
    explicit SystemScheme(QObject *parent = nullptr);

    bool isDark() const;

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void takeSetting(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void set(uint preference);

    const bool m_isPlatformDark;
    /// 0: none, 1: dark, 2: light.
    std::optional<uint> m_portal;
};

} // namespace parlance::gui
