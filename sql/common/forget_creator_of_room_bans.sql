-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes the name of an erased user from the bans from rooms that this one made.
UPDATE room_bans SET created_by = :shown WHERE created_by = :name
