-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ends a ban.
DELETE FROM address_bans WHERE network = :network
