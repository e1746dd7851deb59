-- SPDX-License-Identifier: GPL-3.0-or-later
-- The number of the last migration that ran; 0 in an empty database.
SELECT coalesce(max(version), 0) FROM schema_migrations
