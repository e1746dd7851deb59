// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandspec.h"

#include <initializer_list>

/// The parts of commandSpecs(). Only for this folder.
namespace parlance::gui::specs {

std::vector<CommandSpec> ofConnections();
std::vector<CommandSpec> ofUsers();
std::vector<CommandSpec> ofAccounts();
std::vector<CommandSpec> ofRooms();
std::vector<CommandSpec> ofMembers();
std::vector<CommandSpec> ofMessages();
std::vector<CommandSpec> ofInvitations();
std::vector<CommandSpec> ofBans();
std::vector<CommandSpec> ofServer();
std::vector<CommandSpec> ofStorage();

/// A cell that has not come forbids nothing: the server decides.
inline bool isOneOf(const Cells &cells, const char *cell, std::initializer_list<const char *> words)
{
    const QString value = cells.value(QString::fromLatin1(cell)).toString();
    for (const char *word : words) {
        if (value == QLatin1StringView(word))
            return true;
    }
    return value.isEmpty();
}

inline bool isFlag(const Cells &cells, const char *cell, bool wanted)
{
    const QVariant value = cells.value(QString::fromLatin1(cell));
    return !value.isValid() || value.toBool() == wanted;
}

// Fields that several have.

inline Field howLong(const char *preset = "", bool isRequired = false)
{
    return {.argument = "for",
            .kind = Field::Kind::Duration,
            .label = QT_TRANSLATE_NOOP("Commands", "For how long"),
            .isRequired = isRequired,
            .preset = preset};
}

inline Field neededReason()
{
    return {.argument = "reason",
            .kind = Field::Kind::Reason,
            .label = QT_TRANSLATE_NOOP("Commands", "Reason"),
            .isRequired = true};
}

inline Field whichUser(bool isRequired = true)
{
    return {.argument = "user",
            .kind = Field::Kind::User,
            .label = QT_TRANSLATE_NOOP("Commands", "User"),
            .isRequired = isRequired};
}

inline Field whichRoom(bool isRequired = true)
{
    return {.argument = "room",
            .kind = Field::Kind::Room,
            .label = QT_TRANSLATE_NOOP("Commands", "Room"),
            .isRequired = isRequired};
}

} // namespace parlance::gui::specs
