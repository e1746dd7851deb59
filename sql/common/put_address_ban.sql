-- SPDX-License-Identifier: GPL-3.0-or-later
-- Bans a network; replaces its ban.
INSERT INTO address_bans (network, until, reason, created_at, created_by)
VALUES (:network, :until, :reason, :created_at, :created_by)
ON CONFLICT (network) DO UPDATE
    SET until = excluded.until, reason = excluded.reason, created_at = excluded.created_at,
        created_by = excluded.created_by
