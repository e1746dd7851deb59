// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "domain/report.h"
#include "stores/roombanstore.h"
#include "stores/storerole.h"

#include <vector>

namespace parlance {

/// What becomes of a room that an erased user was a member of.
struct LeftRoom
{
    RoomId room = {};
    RoomKind kind = RoomKind::Public;
    /// The user owned it.
    bool owned = false;
    /// The new owner; a dry run does not look for it.
    std::optional<Member> heir = {};
    /// Nobody is left.
    bool deleted = false;
};

/// An erasure, or with AdminAction::dryRun what it would be.
struct ErasedUser
{
    /// As before.
    User user = {};
    AccountStatus status = {};
    qint64 sessions = 0;
    /// Direct conversations too, which stay.
    std::vector<LeftRoom> rooms = {};
};

/// Some of the messages of a user, by position.
struct MessageCount
{
    qint64 messages = 0;
    /// Where to go on; empty: all are counted.
    std::optional<qint64> next = {};
};

/// Everything that is stored about a user, in parts. The order is that of the export.
enum class ExportPart {
    Account,
    Sessions,
    Memberships,
    Mutes,
    RoomBans,
    Reports,
    Messages,
    /// What others did to the account, or the user to the own one.
    Audit,
    /// What the user did as an administrator.
    Actions,
    End
};

struct ExportPlace
{
    ExportPart part = ExportPart::Account;
    /// What the previous page of the part ended with: an id, or a position. Empty: its first page.
    QByteArray after = {};
    /// The position of the entry of the audit log that the export began with.
    qint64 entry = 0;
};

/// A session with its client.
struct ExportedSession
{
    Session session = {};
    QString dialect = {};
    QString address = {};
};

struct ExportedMembership
{
    RoomId room = {};
    RoomKind kind = RoomKind::Public;
    QString name = {};
    RoomRole role = RoomRole::Member;
    Timestamp joinedAt = {};
};

/// One page of an export; only the list of its part is filled.
struct ExportPage
{
    ExportPart part = ExportPart::Account;
    /// In every part: whom it is about.
    User user = {};
    AccountStatus status = {};
    QList<ExportedSession> sessions = {};
    QList<ExportedMembership> memberships = {};
    QList<Mute> mutes = {};
    QList<RoomBan> roomBans = {};
    /// What the user reported, without the messages of others.
    QList<Report> reports = {};
    QList<Message> messages = {};
    QList<AuditEntry> audit = {};
    /// Where to go on; ExportPart::End: this was the last page.
    ExportPlace next = {.part = ExportPart::End};
};

/// The data of users: everything about one, or nothing any more. `user` is a name or an id. The
/// rules of AdminStore hold.
class PersonalDataStore : public StoreRole
{
public:
    /// Removes all personal data; the row stays for the messages. All sessions and memberships end;
    /// a room that the user owned goes to the moderator who has been in it longest, else the
    /// member, or is deleted. With `deletesMessages`, nobody sees the messages from now on, and
    /// eraseMessages() empties their rows. Conflict also: the account is erased already.
    virtual void eraseUser(AdminAction action, QString user, bool deletesMessages,
                           Callback<ErasedUser> done) = 0;
    /// Empties some rows of messages of erased users. False: there is nothing left to do.
    virtual void eraseMessages(Callback<bool> done) = 0;
    /// Counts messages of a user that are not deleted, after this position.
    virtual void countMessages(UserId user, qint64 after, Callback<MessageCount> done) = 0;
    /// Logs that the data were exported, and answers the first page. Also of the actor's own
    /// account.
    virtual void beginExport(AdminAction action, QString user, int limit,
                             Callback<ExportPage> done) = 0;
    /// A further page; it may be empty and still not the last. UserNotFound. Conflict: no export of
    /// this user was logged at ExportPlace::entry.
    virtual void continueExport(QString user, ExportPlace place, int limit,
                                Callback<ExportPage> done) = 0;
};

} // namespace parlance
