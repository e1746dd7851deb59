-- SPDX-License-Identifier: GPL-3.0-or-later
-- The backup is a database of a server from now on.
DROP TABLE parlance_backup
