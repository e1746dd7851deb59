-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether the database is a backup that was not put to use yet.
SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'parlance_backup'
