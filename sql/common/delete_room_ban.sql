-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ends a ban.
DELETE FROM room_bans WHERE room_id = :room AND user_id = :user
