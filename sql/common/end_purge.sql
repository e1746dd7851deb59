-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rows of purged messages are removed.
UPDATE rooms SET purging = 0 WHERE id = :room
