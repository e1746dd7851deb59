// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stores/invitationstore.h"

namespace parlance {

struct CreateInvitation
{
    qint64 uses = 1;
    /// Empty: in a week.
    std::optional<Timestamp> expiresAt = {};
    /// A name or an id; empty: no room.
    QString room = {};
    QString note = {};
};

struct CreatedInvitation
{
    InvitationLink link = {};
    /// Told this once; empty in a dry run.
    QString code = {};
};

/// Invitations to the server, which Accounts::registerAccount() redeems. The rules of
/// Administration hold. Event loop only.
class Invitations
{
public:
    static constexpr qint64 mostUses = 10'000;
    static constexpr std::chrono::hours longest{365 * 24};

    explicit Invitations(InvitationStore &store)
        : m_store(store)
    {
    }

    /// `now`: of the call. ValidationFailed.
    void create(const AdminAction &action, const CreateInvitation &command, Timestamp now,
                Callback<CreatedInvitation> done);
    void revoke(const AdminAction &action, InvitationId id, Callback<InvitationLink> done);
    void list(const InvitationLinkQuery &query, Callback<InvitationLinkPage> done);

private:
    InvitationStore &m_store;
};

} // namespace parlance
