-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rooms with a retention of their own, by id.
SELECT id, retention_days FROM rooms
WHERE retention_days IS NOT NULL AND deleted_at IS NULL ORDER BY id LIMIT 100
