// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    // Settings of its own: those of whoever runs the tests stay, and programs run side by side.
    QStandardPaths::setTestModeEnabled(true);
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QCoreApplication::setOrganizationName(QStringLiteral("parlance-test"));
    QCoreApplication::setApplicationName(QStringLiteral("gui-tests"));
    return parlance::test::TestProgram::run();
}
