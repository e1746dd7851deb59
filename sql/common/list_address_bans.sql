-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the bans that have not ended, by network.
SELECT b.network, b.until, b.reason, b.created_at, b.created_by
FROM address_bans b
WHERE b.network > :after AND (b.until IS NULL OR b.until > :now)
ORDER BY b.network LIMIT :limit
