-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a member may do in the room.
UPDATE memberships SET role = :role WHERE room_id = :room AND user_id = :user
