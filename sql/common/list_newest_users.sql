-- SPDX-License-Identifier: GPL-3.0-or-later
-- Accounts older than an id, newest first.
SELECT id, username, email, role, created_at, last_seen_at, must_change_password,
    coalesce(display_name, ''), phone, coalesce(alias, '')
FROM users WHERE id < :before ORDER BY id DESC LIMIT :limit
