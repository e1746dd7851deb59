// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return parlance::test::TestProgram::run();
}
