// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QColor>
#include <QPalette>

/// How the console looks: Fusion with palettes of our own, light and dark.
namespace parlance::gui::theme {

enum class Scheme { FollowSystem, Light, Dark };

/// Style, palette, style sheet. Again whenever the operator chooses another scheme; it follows the
/// system by itself.
void apply(QApplication &application, Scheme scheme);
bool isDark();

/// The five meanings that colours have. Each has a contrast of at least 4.5:1 on the base colour.
enum class Meaning { Neutral, Good, Attention, Bad, Privileged };
QColor color(Meaning meaning);
/// Of series in plots: three that can be told apart, also by the colour-blind.
QColor series(int index);
/// Thin lines between areas.
QColor hairline();
/// Text that matters less; 4.5:1 too.
QColor faint();

/// Distances are multiples of it: 8 pixels.
constexpr int grid = 8;
/// Rows of tables.
int rowHeight();

} // namespace parlance::gui::theme
