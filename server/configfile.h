// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config.h"

namespace parlance {

/// Reads a TOML file into `config`. An unknown key, a wrong type or a value out of range is an
/// error "FILE:LINE: …"; `config` is then partly changed.
Result<void> readConfigFile(const QString &path, Config &config);

/// Every valid key of the file, with its section: "http.max_body_bytes".
QStringList configKeys();

} // namespace parlance
