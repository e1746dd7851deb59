-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores a new name.
UPDATE rooms SET name = :name, name_key = :name_key, updated_at = :now WHERE id = :room
