-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many of these tables there are: with all four, the database is one of Parlance.
SELECT count(*) FROM sqlite_schema
WHERE type = 'table' AND name IN ('schema_migrations', 'server_state', 'messages', 'users')
