-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same, of the rooms with a retention of their own: there are few.
SELECT id, retention_days, purged_seq FROM rooms
WHERE id > :after AND deleted_at IS NULL AND retention_days IS NOT NULL AND retention_days > 0
ORDER BY id LIMIT :limit
