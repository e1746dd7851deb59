// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/status.h"

#include "models/words.h"

#include <QHash>

namespace parlance::gui {

namespace {

using Meaning = theme::Meaning;

struct StatusLook
{
    const char *word;
    Meaning meaning;
    const char *icon;
};

constexpr StatusLook statusLooks[] = {
    {"active", Meaning::Good, "check"},
    {"suspended", Meaning::Attention, "pause"},
    {"banned", Meaning::Bad, "ban"},
    {"pending", Meaning::Attention, "clock"},
    {"locked", Meaning::Bad, "lock"},
    {"deactivated", Meaning::Neutral, "cross"},
    {"deleted", Meaning::Neutral, "trash"},
    {"erased", Meaning::Neutral, "trash"},
    {"muted", Meaning::Attention, "mute"},
    {"frozen", Meaning::Attention, "freeze"},
    {"slow_mode", Meaning::Neutral, "clock"},
    {"public", Meaning::Neutral, "room"},
    {"private", Meaning::Neutral, "lock"},
    {"direct", Meaning::Neutral, "user"},
    {"open", Meaning::Attention, "flag"},
    {"closed", Meaning::Neutral, "check"},
    {"message", Meaning::Neutral, "message"},
    {"deleted_message", Meaning::Neutral, "trash"},
    {"used_up", Meaning::Neutral, "cross"},
    {"expired", Meaning::Neutral, "clock"},
    {"online", Meaning::Good, "link"},
    {"offline", Meaning::Neutral, "linkdown"},
    {"user", Meaning::Neutral, "user"},
    {"member", Meaning::Neutral, "user"},
    {"moderator", Meaning::Privileged, "shield"},
    {"owner", Meaning::Privileged, "key"},
    {"auditor", Meaning::Privileged, "eye"},
    {"operator", Meaning::Privileged, "shield"},
    {"administrator", Meaning::Privileged, "key"},
    {"websocket", Meaning::Neutral, "link"},
    {"polling", Meaning::Attention, "refresh"},
    {"socket", Meaning::Neutral, "link"},
    {"rest", Meaning::Neutral, "upload"},
    {"connected", Meaning::Good, "link"},
    {"authenticated", Meaning::Good, "key"},
    {"refused", Meaning::Bad, "ban"},
    {"joined", Meaning::Neutral, "arrow-right"},
    {"left", Meaning::Neutral, "arrow-left"},
    {"called", Meaning::Neutral, "upload"},
    {"answered", Meaning::Neutral, "download"},
    {"round_trip", Meaning::Neutral, "clock"},
    {"recovered", Meaning::Good, "undo"},
    {"not_recovered", Meaning::Attention, "warning"},
    {"disconnected", Meaning::Attention, "disconnect"},
    {"posted", Meaning::Neutral, "message"},
    {"edited", Meaning::Neutral, "edit"},
    {"command", Meaning::Privileged, "shield"},
    {"read", Meaning::Good, "eye"},
    {"delivered", Meaning::Good, "check"},
    {"sent", Meaning::Neutral, "upload"},
    {"waiting", Meaning::Attention, "clock"},
    {"unknown", Meaning::Neutral, "info"},
    {"file", Meaning::Privileged, "edit"},
    {"environment", Meaning::Privileged, "edit"},
    {"command line", Meaning::Privileged, "edit"},
    {"debug", Meaning::Neutral, "more"},
    {"info", Meaning::Neutral, "info"},
    {"warning", Meaning::Attention, "warning"},
    {"error", Meaning::Bad, "error"},
    {"critical", Meaning::Bad, "error"},
    {"fatal", Meaning::Bad, "error"},
    {"ok", Meaning::Good, "check"},
    {"dry_run", Meaning::Neutral, "eye"},
    {"forbidden", Meaning::Bad, "lock"},
    {"not_found", Meaning::Attention, "search"},
    {"validation_failed", Meaning::Attention, "warning"},
    {"rate_limited", Meaning::Attention, "clock"},
    {"overloaded", Meaning::Bad, "warning"},
    {"unauthorized", Meaning::Bad, "lock"},
};

} // namespace

Status statusOf(const QString &word)
{
    static const QHash<QString, const StatusLook *> known = [] {
        QHash<QString, const StatusLook *> table;
        for (const StatusLook &each : statusLooks)
            table.insert(QString::fromLatin1(each.word), &each);
        return table;
    }();
    const StatusLook *look = known.value(word);
    return look ? Status{look->meaning, QString::fromLatin1(look->icon), shownWord(word)}
                : Status{Meaning::Neutral, {}, shownWord(word)};
}

} // namespace parlance::gui
