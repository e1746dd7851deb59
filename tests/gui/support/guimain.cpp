// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"

#include <QApplication>
#include <QStandardPaths>

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    // The settings of whoever runs the tests stay as they are.
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("parlance-test"));
    QCoreApplication::setApplicationName(QStringLiteral("gui-tests"));
    return parlance::test::TestProgram::run();
}
