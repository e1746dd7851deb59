-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rooms of a user with the user's role in each, direct conversations included.
SELECT m.room_id, r.kind, m.role, r.permanent, r.member_count
FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.user_id = :user ORDER BY m.room_id
