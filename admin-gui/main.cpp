// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    return parlance::gui::runConsole(application);
}
