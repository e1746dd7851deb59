-- SPDX-License-Identifier: GPL-3.0-or-later
-- The only table that no migration creates.
CREATE TABLE IF NOT EXISTS schema_migrations (
    version INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)
