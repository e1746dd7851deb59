-- SPDX-License-Identifier: GPL-3.0-or-later
-- The room is gone for everybody; its messages are purged later.
UPDATE rooms SET deleted_at = :now, member_count = 0 WHERE id = :room
