-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes the name of an erased user from the bans of addresses that this one made.
UPDATE address_bans SET created_by = :shown WHERE created_by = :name
