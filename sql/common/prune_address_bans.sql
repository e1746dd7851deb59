-- SPDX-License-Identifier: GPL-3.0-or-later
-- Deletes the bans that have ended.
DELETE FROM address_bans WHERE until <= :now
