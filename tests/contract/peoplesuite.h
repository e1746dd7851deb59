// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/adminsuite.h"

namespace parlance::test {

/// What the suites over invitations and the data of users share.
class PeopleSuite : public AdminSuite
{
protected:
    Result<InvitationLink> link(const NewInvitationLink &link, const AdminAction &action = local())
    {
        return await<InvitationLink>(
            [&](auto done) { m_store->invitations().createLink(action, link, done); });
    }
    Result<InvitationLink> link(const QString &code, qint64 uses = 1, const QString &room = {})
    {
        return link({hashOfCode(code), uses, at(100), room, u"note"_s});
    }
    Result<InvitationLink> revoke(const AdminAction &action, InvitationId id)
    {
        return await<InvitationLink>(
            [&](auto done) { m_store->invitations().revokeLink(action, id, done); });
    }
    Result<InvitationLinkPage> links(const InvitationLinkQuery &query = {})
    {
        return await<InvitationLinkPage>(
            [&](auto done) { m_store->invitations().listLinks(query, done); });
    }
    Result<InvitedUser> redeem(const QString &code, const QString &name)
    {
        return await<InvitedUser>([&](auto done) {
            m_store->accounts().createInvited(newUser(name), hashOfCode(code), done);
        });
    }
    Result<ErasedUser> erase(const AdminAction &action, const QString &user,
                             bool deletesMessages = false)
    {
        return await<ErasedUser>([&](auto done) {
            m_store->personalData().eraseUser(action, user, deletesMessages, done);
        });
    }
    Result<bool> eraseSome()
    {
        return await<bool>([&](auto done) { m_store->personalData().eraseMessages(done); });
    }
    Result<MessageCount> count(UserId user, qint64 after = 0)
    {
        return await<MessageCount>(
            [&](auto done) { m_store->personalData().countMessages(user, after, done); });
    }
    Result<ExportPage> beginExport(const AdminAction &action, const QString &user)
    {
        return await<ExportPage>(
            [&](auto done) { m_store->personalData().beginExport(action, user, 100, done); });
    }
    Result<ExportPage> exportMore(const QString &user, const ExportPlace &place, int limit = 100)
    {
        return await<ExportPage>(
            [&](auto done) { m_store->personalData().continueExport(user, place, limit, done); });
    }
    Result<QList<User>> newest()
    {
        return await<QList<User>>(
            [&](auto done) { m_store->accounts().listNewestUsers({}, 100, done); });
    }
    Result<QList<User>> search(const QString &prefix)
    {
        return await<QList<User>>(
            [&](auto done) { m_store->accounts().searchUsers(prefix, 100, done); });
    }
    Result<MemberPage> members(UserId viewer, RoomId room)
    {
        return await<MemberPage>([&](auto done) {
            m_store->memberships().listMembers(viewer, {room, {}, 100}, done);
        });
    }
    static QStringList names(const Result<QList<User>> &users)
    {
        QStringList list;
        for (const User &each : users ? *users : QList<User>())
            list.append(each.username);
        return list;
    }
    /// "NAME role", by id.
    QStringList membersOf(UserId viewer, RoomId room)
    {
        QStringList list;
        const auto page = members(viewer, room);
        for (const Member &each : page ? page->members : QList<Member>())
            list.append(each.user.username + u' ' + QString::number(int(each.role)));
        return list;
    }
};

} // namespace parlance::test
