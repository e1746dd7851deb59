-- SPDX-License-Identifier: GPL-3.0-or-later
-- Goes with every membership that comes or goes.
UPDATE rooms SET member_count = member_count + :delta, updated_at = :now WHERE id = :room
