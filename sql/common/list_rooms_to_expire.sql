-- SPDX-License-Identifier: GPL-3.0-or-later
-- Some rooms whose messages do not stay for ever, by id, with the days they stay. Direct conversations too.
SELECT id, coalesce(retention_days, :days), purged_seq FROM rooms
WHERE id > :after AND deleted_at IS NULL AND coalesce(retention_days, :days) > 0
ORDER BY id LIMIT :limit
