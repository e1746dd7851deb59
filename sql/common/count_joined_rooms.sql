-- SPDX-License-Identifier: GPL-3.0-or-later
-- For the limit of rooms a user is in. Direct conversations are excluded: other users open them too
-- and could use up the limit.
SELECT count(*) FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.user_id = :user AND r.kind <> 2
