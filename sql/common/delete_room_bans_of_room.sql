-- SPDX-License-Identifier: GPL-3.0-or-later
-- Part of deleting a room.
DELETE FROM room_bans WHERE room_id = :room
