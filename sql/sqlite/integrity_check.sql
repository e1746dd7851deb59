-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same as quick_check, and whether the indexes agree with their tables.
PRAGMA integrity_check(100)
