-- SPDX-License-Identifier: GPL-3.0-or-later
-- The tables whose rows refer to rows that are not there: none, if a migration was right.
PRAGMA foreign_key_check
