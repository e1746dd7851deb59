// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandspec.h"
#include "link/problem.h"

/// Sentences about a command and what it acts on.
namespace parlance::gui::commandtexts {

/// What the operator calls the target: the name of what was chosen, or what was typed.
QString target(const Chosen &chosen, const Cells &arguments);
/// "Suspend ann.fischer for 2 hours"
QString deed(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments);
/// "ann.fischer is suspended."
QString outcome(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments);
/// What to do about a refused command; may be empty.
QString advice(const Problem &problem);
/// What and what to do, as one text; empty: no problem.
QString sentence(const Problem &problem);

} // namespace parlance::gui::commandtexts
