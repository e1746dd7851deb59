// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/words.h"

#include <QCoreApplication>
#include <QHash>

namespace parlance::gui {

namespace {

struct ServerWord
{
    const char *word;
    const char *shown;
};

constexpr ServerWord serverWords[] = {
    // Accounts, rooms, reports.
    {"active", QT_TRANSLATE_NOOP("Words", "Active")},
    {"suspended", QT_TRANSLATE_NOOP("Words", "Suspended")},
    {"banned", QT_TRANSLATE_NOOP("Words", "Banned")},
    {"pending", QT_TRANSLATE_NOOP("Words", "Waits for approval")},
    {"locked", QT_TRANSLATE_NOOP("Words", "Locked")},
    {"deactivated", QT_TRANSLATE_NOOP("Words", "Deactivated")},
    {"deleted", QT_TRANSLATE_NOOP("Words", "Deleted")},
    {"erased", QT_TRANSLATE_NOOP("Words", "Erased")},
    {"muted", QT_TRANSLATE_NOOP("Words", "Muted")},
    {"frozen", QT_TRANSLATE_NOOP("Words", "Frozen")},
    {"slow_mode", QT_TRANSLATE_NOOP("Words", "Slow mode")},
    {"public", QT_TRANSLATE_NOOP("Words", "Public")},
    {"private", QT_TRANSLATE_NOOP("Words", "Private")},
    {"direct", QT_TRANSLATE_NOOP("Words", "Direct")},
    {"open", QT_TRANSLATE_NOOP("Words", "Open")},
    {"closed", QT_TRANSLATE_NOOP("Words", "Closed")},
    {"message", QT_TRANSLATE_NOOP("Words", "Message")},
    {"deleted_message", QT_TRANSLATE_NOOP("Words", "Deleted message")},
    {"used_up", QT_TRANSLATE_NOOP("Words", "Used up")},
    {"expired", QT_TRANSLATE_NOOP("Words", "Expired")},
    {"online", QT_TRANSLATE_NOOP("Words", "Online")},
    {"offline", QT_TRANSLATE_NOOP("Words", "Offline")},
    // Roles.
    {"user", QT_TRANSLATE_NOOP("Words", "User")},
    {"member", QT_TRANSLATE_NOOP("Words", "Member")},
    {"moderator", QT_TRANSLATE_NOOP("Words", "Moderator")},
    {"owner", QT_TRANSLATE_NOOP("Words", "Owner")},
    {"auditor", QT_TRANSLATE_NOOP("Words", "Auditor")},
    {"operator", QT_TRANSLATE_NOOP("Words", "Operator")},
    {"administrator", QT_TRANSLATE_NOOP("Words", "Administrator")},
    // Connections.
    {"websocket", QT_TRANSLATE_NOOP("Words", "WebSocket")},
    {"polling", QT_TRANSLATE_NOOP("Words", "Polling")},
    {"rest", QT_TRANSLATE_NOOP("Words", "REST")},
    {"socket", QT_TRANSLATE_NOOP("Words", "Socket")},
    {"native", QT_TRANSLATE_NOOP("Words", "Native")},
    {"connected", QT_TRANSLATE_NOOP("Words", "Connected")},
    {"authenticated", QT_TRANSLATE_NOOP("Words", "Logged in")},
    {"refused", QT_TRANSLATE_NOOP("Words", "Refused")},
    {"joined", QT_TRANSLATE_NOOP("Words", "Joined")},
    {"left", QT_TRANSLATE_NOOP("Words", "Left")},
    {"called", QT_TRANSLATE_NOOP("Words", "Called")},
    {"answered", QT_TRANSLATE_NOOP("Words", "Answered")},
    {"round_trip", QT_TRANSLATE_NOOP("Words", "Round trip")},
    {"recovered", QT_TRANSLATE_NOOP("Words", "Recovered")},
    {"not_recovered", QT_TRANSLATE_NOOP("Words", "Not recovered")},
    {"disconnected", QT_TRANSLATE_NOOP("Words", "Disconnected")},
    // Traffic, messages.
    {"posted", QT_TRANSLATE_NOOP("Words", "Posted")},
    {"edited", QT_TRANSLATE_NOOP("Words", "Edited")},
    {"command", QT_TRANSLATE_NOOP("Words", "Command")},
    {"read", QT_TRANSLATE_NOOP("Words", "Read")},
    {"delivered", QT_TRANSLATE_NOOP("Words", "Delivered")},
    {"sent", QT_TRANSLATE_NOOP("Words", "Sent")},
    {"waiting", QT_TRANSLATE_NOOP("Words", "Waiting")},
    {"unknown", QT_TRANSLATE_NOOP("Words", "Unknown")},
    // Where a setting comes from.
    {"default", QT_TRANSLATE_NOOP("Words", "Default")},
    {"file", QT_TRANSLATE_NOOP("Words", "File")},
    {"environment", QT_TRANSLATE_NOOP("Words", "Environment")},
    {"command line", QT_TRANSLATE_NOOP("Words", "Command line")},
    // Log and audit.
    {"debug", QT_TRANSLATE_NOOP("Words", "Debug")},
    {"info", QT_TRANSLATE_NOOP("Words", "Info")},
    {"warning", QT_TRANSLATE_NOOP("Words", "Warning")},
    {"error", QT_TRANSLATE_NOOP("Words", "Error")},
    {"critical", QT_TRANSLATE_NOOP("Words", "Critical")},
    {"fatal", QT_TRANSLATE_NOOP("Words", "Fatal")},
    {"ok", QT_TRANSLATE_NOOP("Words", "OK")},
    {"dry_run", QT_TRANSLATE_NOOP("Words", "Dry run")},
    {"forbidden", QT_TRANSLATE_NOOP("Words", "Not allowed")},
    {"not_found", QT_TRANSLATE_NOOP("Words", "Not found")},
    {"validation_failed", QT_TRANSLATE_NOOP("Words", "Invalid")},
    {"rate_limited", QT_TRANSLATE_NOOP("Words", "Too often")},
    {"overloaded", QT_TRANSLATE_NOOP("Words", "Overloaded")},
    {"unauthorized", QT_TRANSLATE_NOOP("Words", "Not logged in")},
    // Why a connection ended.
    {"client_disconnect", QT_TRANSLATE_NOOP("Words", "The client said good-bye")},
    {"transport_close", QT_TRANSLATE_NOOP("Words", "The connection was cut")},
    {"transport_error", QT_TRANSLATE_NOOP("Words", "The connection failed")},
    {"ping_timeout", QT_TRANSLATE_NOOP("Words", "No answer to pings")},
    {"slow_reader", QT_TRANSLATE_NOOP("Words", "The client read too slowly")},
    {"protocol_error", QT_TRANSLATE_NOOP("Words", "The client broke the protocol")},
    {"session_ended", QT_TRANSLATE_NOOP("Words", "The session was ended")},
    {"server_shutdown", QT_TRANSLATE_NOOP("Words", "The server shut down")},
    {"address_banned", QT_TRANSLATE_NOOP("Words", "The address was banned")},
};

QString readable(const QString &word)
{
    QString text = word.left(200);
    text.replace(u'_', u' ');
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

} // namespace

QString shownWord(const QString &word)
{
    static const QHash<QString, const char *> known = [] {
        QHash<QString, const char *> table;
        for (const ServerWord &each : serverWords)
            table.insert(QString::fromLatin1(each.word), each.shown);
        return table;
    }();
    const char *shown = known.value(word);
    return shown ? QCoreApplication::translate("Words", shown) : readable(word);
}

} // namespace parlance::gui
