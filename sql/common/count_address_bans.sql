-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many networks are banned.
SELECT count(*) FROM address_bans b
WHERE b.network > '' AND (b.until IS NULL OR b.until > :now)
