// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/accountstore.h"
#include "stores/invitationstore.h"

/// Invitations to the server. See accountstatements.h.
namespace parlance::statements {

/// Counts the use in the transaction of the account. InvitationInvalid comes before the errors of
/// createUser(), so that they tell nothing to those without an invitation.
Result<InvitedUser> createInvited(Database &db, WriteContext &writer, const NewUser &user,
                                  const QByteArray &codeHash);

/// Logged.
Result<InvitationLink> createLink(Database &db, WriteContext &writer, const AdminAction &action,
                                  const NewInvitationLink &link);
/// Logged.
Result<InvitationLink> revokeLink(Database &db, WriteContext &writer, const AdminAction &action,
                                  InvitationId id);
Result<InvitationLinkPage> listLinks(Database &db, const Limits &limits,
                                     const InvitationLinkQuery &query, Timestamp now);

} // namespace parlance::statements
