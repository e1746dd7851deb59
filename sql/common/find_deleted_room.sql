-- SPDX-License-Identifier: GPL-3.0-or-later
-- The next room whose messages are to be purged.
SELECT id FROM rooms WHERE deleted_at IS NOT NULL ORDER BY deleted_at LIMIT 1
