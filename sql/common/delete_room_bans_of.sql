-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ends all bans of a user from rooms.
DELETE FROM room_bans WHERE user_id = :user
