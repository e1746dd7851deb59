// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

class QFrame;
class QLabel;
class QScrollArea;
class QToolButton;
class QWidget;

namespace parlance::gui {
class ServerLink;
}

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
/// As wide as there is room, and as high as it wants.
QScrollArea *scrolling(QWidget *content);
/// "as of 12:04:11" while the link is down; empty: what was read is up to date, or nothing was
/// read.
QString asOf(const ServerLink &link, const QDateTime &readAt);

} // namespace parlance::gui::tableparts
