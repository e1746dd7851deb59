-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores the role of a member in a room.
UPDATE memberships SET role = :role WHERE room_id = :room AND user_id = :user
