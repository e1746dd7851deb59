-- SPDX-License-Identifier: GPL-3.0-or-later
-- For migrations, which may rebuild a table that others refer to. Works outside of transactions only.
PRAGMA foreign_keys = OFF
