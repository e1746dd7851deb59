-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether list_table_sizes works: it needs SQLite with its option ENABLE_DBSTAT_VTAB.
SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'
