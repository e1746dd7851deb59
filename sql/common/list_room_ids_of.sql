-- SPDX-License-Identifier: GPL-3.0-or-later
-- All rooms of a user.
SELECT room_id FROM memberships WHERE user_id = :user ORDER BY room_id
