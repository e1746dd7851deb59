-- SPDX-License-Identifier: GPL-3.0-or-later
-- A member's read mark, and the room's kind.
SELECT m.read_seq, r.kind FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.room_id = :room AND m.user_id = :user
