-- SPDX-License-Identifier: GPL-3.0-or-later
-- Runs with every insert and delete of a membership.
UPDATE rooms SET member_count = member_count + :delta, updated_at = :now WHERE id = :room
