-- SPDX-License-Identifier: GPL-3.0-or-later
-- A user is no longer in a room.
DELETE FROM memberships WHERE room_id = :room AND user_id = :user
