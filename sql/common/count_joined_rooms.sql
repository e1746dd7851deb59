-- SPDX-License-Identifier: GPL-3.0-or-later
-- For the limit of rooms a user is in. Direct conversations do not count: others open them too, and
-- could use the limit up.
SELECT count(*) FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.user_id = :user AND r.kind <> 2
