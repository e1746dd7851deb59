-- SPDX-License-Identifier: GPL-3.0-or-later
-- What kind of room it is and what the user is in it.
SELECT r.kind, m.role
FROM rooms r LEFT JOIN memberships m ON m.room_id = r.id AND m.user_id = :user
WHERE r.id = :room AND r.deleted_at IS NULL
