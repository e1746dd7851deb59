-- SPDX-License-Identifier: GPL-3.0-or-later
-- The ban of exactly this network, if it has not ended.
SELECT b.network, b.until, b.reason, b.created_at, b.created_by
FROM address_bans b
WHERE b.network = :network AND (b.until IS NULL OR b.until > :now)
