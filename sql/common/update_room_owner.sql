-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores a new owner.
UPDATE rooms SET owner_id = :owner, updated_at = :now WHERE id = :room
