// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFrame;
class QLabel;
class QToolButton;
class QWidget;

/// Small widgets that pages with a bar above and a line below share. They become children of
/// `parent`.
namespace parlance::gui::tableparts {

/// The page's title.
QLabel *heading(QWidget *parent, const QString &text);
/// Small and quiet.
QLabel *footnote(QWidget *parent);
/// A hairline from left to right.
QFrame *line(QWidget *parent);
/// Flat, icon beside text. `icon` may be empty.
QToolButton *button(QWidget *parent, const QString &icon, const QString &objectName);

} // namespace parlance::gui::tableparts
