// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>

namespace parlance::gui {

/// An icon of icons/, by its file's name without ".svg", tinted with the palette's text colour,
/// also after the theme has changed. Unknown names give an empty icon.
QIcon icon(const QString &name);
/// In one colour.
QIcon icon(const QString &name, const QColor &color);

} // namespace parlance::gui
