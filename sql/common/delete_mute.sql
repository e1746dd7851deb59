-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ends a mute.
DELETE FROM mutes WHERE user_id = :user AND room_id = :room
