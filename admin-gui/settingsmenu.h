// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace parlance::gui {

/// What concerns the console itself: appearance, what it remembers, disconnect, quit.
class SettingsMenu : public QMenu
{
    Q_OBJECT

public:
    explicit SettingsMenu(QWidget *parent);

Q_SIGNALS:
    void disconnectWanted();
    void forgetWanted();

private:
    void addAppearance();
};

} // namespace parlance::gui
