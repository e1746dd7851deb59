-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether a user is in a room: the first step of every post.
SELECT 1 FROM memberships WHERE room_id = :room AND user_id = :user
