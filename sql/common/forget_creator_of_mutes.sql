-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes the name of an erased user from the mutes that this one made.
UPDATE mutes SET created_by = :shown WHERE created_by = :name
