// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandspec.h"

/// From what was chosen and typed to the arguments of a command.
namespace parlance::gui::commandarguments {

/// What the spec itself and the chosen row say.
Cells from(const CommandSpec &spec, const Chosen &chosen);
/// What the operator must name, because nothing was chosen: text fields of `filled`.
std::vector<Field> missing(const CommandSpec &spec, const Chosen &chosen);
/// The spec's fields with those that are missing before them, and the reason after them.
std::vector<Field> fieldsOf(const CommandSpec &spec, const Chosen &chosen);
/// For the spec that takes `spec` back, which was run with `arguments`.
Cells toUndo(const CommandSpec &undo, const Chosen &chosen, const Cells &arguments);
/// The user or the room that a row is about, as the user of a session; Subject::None: there is
/// none.
Chosen userOf(const Chosen &chosen);
Chosen roomOf(const Chosen &chosen);

} // namespace parlance::gui::commandarguments
