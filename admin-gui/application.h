// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

namespace parlance::gui {

/// What the operator has chosen, or FollowSystem.
theme::Scheme savedScheme();
/// Saves and applies it.
void chooseScheme(theme::Scheme scheme);

/// The texts in the operator's language, where there is a translation.
void installTranslations(QApplication &application);

/// parlance-admin: reads the command line, shows the window, and returns the exit code.
int runConsole(QApplication &application);

} // namespace parlance::gui
