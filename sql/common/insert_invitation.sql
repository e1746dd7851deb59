-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores an open invitation.
INSERT INTO invitations (room_id, user_id, inviter_id, created_at)
VALUES (:room, :user, :inviter, :now)
