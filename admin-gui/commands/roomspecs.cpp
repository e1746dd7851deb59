// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/specgroups.h"

namespace parlance::gui::specs {

using Severity = CommandSpec::Severity;

namespace {

CommandSpec freezeSpec()
{
    return {.command = "rooms.freeze",
            .subject = Subject::Room,
            .title = QT_TRANSLATE_NOOP("Commands", "Freeze…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Freeze %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is frozen."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Only the owner and the moderators may write in the room."),
            .icon = "freeze",
            .severity = Severity::Asks,
            .filled = {{"room", "id"}},
            .undo = "rooms.unfreeze",
            .applies = [](const Cells &cells) { return isFlag(cells, "frozen", false); }};
}

CommandSpec unfreezeSpec()
{
    return {.command = "rooms.unfreeze",
            .subject = Subject::Room,
            .title = QT_TRANSLATE_NOOP("Commands", "Unfreeze"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Unfreeze %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is not frozen any more."),
            .explanation =
                QT_TRANSLATE_NOOP("Commands", "All members may write in the room again."),
            .icon = "sun",
            .filled = {{"room", "id"}},
            .undo = "rooms.freeze",
            .applies = [](const Cells &cells) { return isFlag(cells, "frozen", true); }};
}

CommandSpec slowModeSpec()
{
    return {.command = "rooms.slow-mode",
            .subject = Subject::Room,
            .title = QT_TRANSLATE_NOOP("Commands", "Slow mode…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Set the slow mode of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The slow mode of %1 is set."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Each user may post only once in so many seconds; 0 ends it."),
            .icon = "clock",
            .severity = Severity::Asks,
            .filled = {{"room", "id"}},
            .fields = {{.argument = "seconds",
                        .kind = Field::Kind::Number,
                        .label = QT_TRANSLATE_NOOP("Commands", "Seconds between two messages"),
                        .isRequired = true,
                        .preset = "30"}}};
}

CommandSpec transferSpec()
{
    return {.command = "rooms.transfer",
            .subject = Subject::Room,
            .title = QT_TRANSLATE_NOOP("Commands", "Transfer…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Give %1 another owner"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 has another owner."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands",
                "Makes a member the owner. The former owner becomes a moderator of the room."),
            .icon = "arrow-right",
            .severity = Severity::Danger,
            .filled = {{"room", "id"}},
            .fields = {whichUser()}};
}

CommandSpec purgeSpec()
{
    return {.command = "rooms.purge",
            .subject = Subject::Room,
            .title = QT_TRANSLATE_NOOP("Commands", "Purge old messages…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Purge old messages of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "Old messages of %1 are gone."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Removes the older messages of the room. This cannot be undone."),
            .icon = "trash",
            .severity = Severity::Danger,
            .filled = {{"room", "id"}},
            .fields = {{.argument = "before",
                        .kind = Field::Kind::Time,
                        .label = QT_TRANSLATE_NOOP("Commands", "Older than"),
                        .isRequired = true,
                        .preset = "30d"}}};
}

CommandSpec deleteSpec()
{
    return {.command = "rooms.delete",
            .subject = Subject::Room,
            .title = QT_TRANSLATE_NOOP("Commands", "Delete…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Delete %1 for good"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is deleted."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Deletes the room with all its messages. This cannot be undone."),
            .icon = "trash",
            .severity = Severity::Danger,
            .filled = {{"room", "id"}},
            .shortcut = "Del"};
}

CommandSpec kickSpec(const char *name, Subject subject)
{
    return {.command = "rooms.kick",
            .name = name,
            .subject = subject,
            .title = QT_TRANSLATE_NOOP("Commands", "Remove a member…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Remove from %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The member is removed."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "The member leaves the room, and may come back as the room allows."),
            .icon = "end",
            .severity = Severity::Danger,
            .filled = {{"room", "id"}},
            .fields = {whichUser()}};
}

CommandSpec banMemberSpec(const char *name, Subject subject)
{
    return {.command = "rooms.ban",
            .name = name,
            .subject = subject,
            .title = QT_TRANSLATE_NOOP("Commands", "Ban from room…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Ban from %1"),
            .deedFor = QT_TRANSLATE_NOOP("Commands", "Ban from %1 for %2"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The user is banned from the room."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Keeps a user out of this room, for a time or until it is lifted."),
            .icon = "ban",
            .severity = Severity::Danger,
            .filled = {{"room", "id"}},
            .fields = {whichUser(), howLong("7d")},
            .undo = "rooms.unban-of-room"};
}

} // namespace

std::vector<CommandSpec> ofRooms()
{
    return {freezeSpec(),
            unfreezeSpec(),
            slowModeSpec(),
            kickSpec("rooms.kick-of-room", Subject::Room),
            banMemberSpec("rooms.ban-of-room", Subject::Room),
            {.command = "rooms.unban",
             .name = "rooms.unban-of-room",
             .subject = Subject::Room,
             .title = QT_TRANSLATE_NOOP("Commands", "End a ban from room…"),
             .deed = QT_TRANSLATE_NOOP("Commands", "End a ban from %1"),
             .outcome = QT_TRANSLATE_NOOP("Commands", "The ban has ended."),
             .explanation = QT_TRANSLATE_NOOP("Commands", "The user may join the room again."),
             .icon = "play",
             .severity = Severity::Asks,
             .filled = {{"room", "id"}},
             .fields = {whichUser()}},
            transferSpec(),
            purgeSpec(),
            deleteSpec()};
}

std::vector<CommandSpec> ofMembers()
{
    CommandSpec kick = kickSpec("", Subject::Member);
    kick.title = QT_TRANSLATE_NOOP("Commands", "Remove from room…");
    kick.deed = QT_TRANSLATE_NOOP("Commands", "Remove %1 from the room");
    kick.filled = {{"room", "roomId"}, {"user", "userId"}};
    kick.fields = {};
    kick.shortcut = "Del";
    CommandSpec ban = banMemberSpec("", Subject::Member);
    ban.deed = QT_TRANSLATE_NOOP("Commands", "Ban %1 from the room");
    ban.deedFor = QT_TRANSLATE_NOOP("Commands", "Ban %1 from the room for %2");
    ban.outcome = QT_TRANSLATE_NOOP("Commands", "%1 is banned from the room.");
    ban.filled = kick.filled;
    ban.fields = {howLong("7d")};
    ban.undo = "rooms.unban";
    return {kick,
            ban,
            {.command = "rooms.unban",
             .subject = Subject::RoomBan,
             .title = QT_TRANSLATE_NOOP("Commands", "End ban"),
             .deed = QT_TRANSLATE_NOOP("Commands", "End the ban of %1"),
             .outcome = QT_TRANSLATE_NOOP("Commands", "The ban of %1 has ended."),
             .explanation = QT_TRANSLATE_NOOP("Commands", "The user may join the room again."),
             .icon = "play",
             .filled = {{"room", "roomId"}, {"user", "userId"}},
             .undo = "rooms.ban",
             .shortcut = "Del"}};
}

} // namespace parlance::gui::specs
