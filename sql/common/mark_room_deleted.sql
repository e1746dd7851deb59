-- SPDX-License-Identifier: GPL-3.0-or-later
-- Hides the room; its messages are purged later.
UPDATE rooms SET deleted_at = :now, member_count = 0 WHERE id = :room
