// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsmenu.h"

#include "application.h"
#include "widgets/icons.h"

#include <QActionGroup>
#include <QApplication>
#include <QMessageBox>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using theme::Scheme;

SettingsMenu::SettingsMenu(QWidget *parent)
    : QMenu(tr("Settings"), parent)
{
    setObjectName(u"settingsMenu"_s);
    addAppearance();
    QAction *forget = addAction(gui::icon(u"undo"_s), tr("Forget Layouts of All Servers"));
    forget->setObjectName(u"forgetLayouts"_s);
    forget->setToolTip(tr("Columns, filters, sizes and the last page are as in the beginning"));
    connect(forget, &QAction::triggered, this, &SettingsMenu::forgetWanted);
    addSeparator();
    QAction *about = addAction(gui::icon(u"info"_s), tr("About Parlance"));
    connect(about, &QAction::triggered, this, [this] {
        auto *box =
            new QMessageBox(QMessageBox::NoIcon, tr("About Parlance"),
                            tr("Parlance's console %1").arg(QCoreApplication::applicationVersion()),
                            QMessageBox::Close, parentWidget());
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->setInformativeText(
            tr("Free software under the GNU General Public License, version 3 or later."));
        box->open();
    });
    addSeparator();
    QAction *leave = addAction(gui::icon(u"disconnect"_s), tr("Disconnect"));
    leave->setObjectName(u"disconnect"_s);
    leave->setShortcut(Qt::CTRL | Qt::Key_L);
    connect(leave, &QAction::triggered, this, &SettingsMenu::disconnectWanted);
    QAction *quit = addAction(gui::icon(u"end"_s), tr("Quit"));
    quit->setObjectName(u"quit"_s);
    quit->setShortcut(Qt::CTRL | Qt::Key_Q);
    connect(quit, &QAction::triggered, parent, &QWidget::close);
    // Their shortcuts work while the menu is closed.
    parent->addActions({leave, quit});
}

void SettingsMenu::addAppearance()
{
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &text, const QString &image, Scheme scheme) {
        QAction *action = addAction(gui::icon(image), text);
        action->setCheckable(true);
        action->setChecked(savedScheme() == scheme);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [scheme] { chooseScheme(scheme); });
    };
    addSection(tr("Appearance"));
    add(tr("As the System"), u"config"_s, Scheme::FollowSystem);
    add(tr("Light"), u"sun"_s, Scheme::Light);
    add(tr("Dark"), u"moon"_s, Scheme::Dark);
    addSeparator();
}

} // namespace parlance::gui
