-- SPDX-License-Identifier: GPL-3.0-or-later
-- The room changes hands.
UPDATE rooms SET owner_id = :owner, updated_at = :now WHERE id = :room
