-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes a member from a room.
DELETE FROM memberships WHERE room_id = :room AND user_id = :user
