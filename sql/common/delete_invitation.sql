-- SPDX-License-Identifier: GPL-3.0-or-later
-- The invitation was accepted or declined.
DELETE FROM invitations WHERE room_id = :room AND user_id = :user
