// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/apidocument.h"

namespace parlance::admin {

/// Every command, for the OpenAPI document.
apidocument::Further apiDescription();

} // namespace parlance::admin
