-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ends all mutes in a room.
DELETE FROM mutes WHERE room_id = :room
