-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far a member has read, and in what kind of room.
SELECT m.read_seq, r.kind FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.room_id = :room AND m.user_id = :user
