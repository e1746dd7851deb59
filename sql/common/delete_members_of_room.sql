-- SPDX-License-Identifier: GPL-3.0-or-later
-- Part of deleting a room.
DELETE FROM memberships WHERE room_id = :room
