-- SPDX-License-Identifier: GPL-3.0-or-later
-- Freezes a room, or ends that.
UPDATE rooms SET frozen = :frozen, updated_at = :now WHERE id = :room
