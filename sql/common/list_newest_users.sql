-- SPDX-License-Identifier: GPL-3.0-or-later
-- Accounts older than an id, newest first; not those that are pending (0) or erased (5).
SELECT id, username, email, role, created_at, last_seen_at, must_change_password,
    coalesce(display_name, ''), phone, coalesce(alias, '')
FROM users WHERE id < :before AND state NOT IN (0, 5) ORDER BY id DESC LIMIT :limit
