-- SPDX-License-Identifier: GPL-3.0-or-later
-- Moves the log into the database and removes it. Needs to be the only connection: "delete" if it was.
PRAGMA journal_mode = DELETE
