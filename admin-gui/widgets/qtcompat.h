// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGuiApplication>
#include <QStyleHints>

#include <functional>
#include <optional>

/// What newer versions of Qt do better than Debian 12's 6.4.
namespace parlance::gui::qtcompat {

/// Whether the system prefers dark colours; empty: Qt does not know.
inline std::optional<bool> systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    switch (QGuiApplication::styleHints()->colorScheme()) {
    case Qt::ColorScheme::Dark:
        return true;
    case Qt::ColorScheme::Light:
        return false;
    case Qt::ColorScheme::Unknown:
        break;
    }
#endif
    return {};
}

/// Calls `changed` whenever systemIsDark() may be another one.
inline void watchSystemScheme(QObject *context, const std::function<void()> &changed)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, context,
                     changed);
#else
    Q_UNUSED(context);
    Q_UNUSED(changed);
#endif
}

} // namespace parlance::gui::qtcompat
