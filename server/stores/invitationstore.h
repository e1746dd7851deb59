// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "domain/invitationlink.h"
#include "stores/storerole.h"

namespace parlance {

struct NewInvitationLink
{
    /// hashOfCode(); unique.
    QByteArray codeHash = {};
    qint64 uses = 1;
    Timestamp expiresAt = {};
    /// A name or an id; empty: no room.
    QString room = {};
    QString note = {};
};

struct InvitationLinkQuery
{
    /// The last id of the previous page; null: the first page.
    InvitationId after = {};
    int limit = 100;
};

struct InvitationLinkPage
{
    QList<InvitationLink> links = {};
    bool more = false;
};

/// The invitations to the server. AccountStore::createInvited() redeems them. The rules of
/// AdminStore hold.
class InvitationStore : public StoreRole
{
public:
    /// RoomNotFound. A dry run gives it no id.
    virtual void createLink(AdminAction action, NewInvitationLink link,
                            Callback<InvitationLink> done) = 0;
    /// InvitationNotFound: also if it has expired.
    virtual void revokeLink(AdminAction action, InvitationId id, Callback<InvitationLink> done) = 0;
    /// Those that have not expired, ascending by id.
    virtual void listLinks(InvitationLinkQuery query, Callback<InvitationLinkPage> done) = 0;
};

} // namespace parlance
