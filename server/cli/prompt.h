// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QString>

namespace parlance {

/// Reads a password: from a terminal twice and without echo, else the first line of standard input.
/// ValidationFailed: it is missing, or the two differ.
Result<QString> promptForPassword();

} // namespace parlance
