-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far a member has read.
SELECT read_seq FROM memberships WHERE room_id = :room AND user_id = :user
