-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same.
SELECT version, created_at, token_secret FROM parlance_backup
