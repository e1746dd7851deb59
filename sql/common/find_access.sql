-- SPDX-License-Identifier: GPL-3.0-or-later
-- The room's kind, the user's role in it, whether it is frozen, and its slow mode.
SELECT r.kind, m.role, r.frozen, r.slow_mode
FROM rooms r LEFT JOIN memberships m ON m.room_id = r.id AND m.user_id = :user
WHERE r.id = :room AND r.deleted_at IS NULL
