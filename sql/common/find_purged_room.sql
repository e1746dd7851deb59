-- SPDX-License-Identifier: GPL-3.0-or-later
-- The next room with purged messages whose rows are to be removed.
SELECT id, purged_seq FROM rooms WHERE purging = 1 AND deleted_at IS NULL LIMIT 1
