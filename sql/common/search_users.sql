-- SPDX-License-Identifier: GPL-3.0-or-later
-- Accounts whose user name key lies in [first, end), by name; not those that are pending (0) or
-- erased (5).
SELECT id, username, email, role, created_at, last_seen_at, must_change_password,
    coalesce(display_name, ''), phone, coalesce(alias, '')
FROM users WHERE username_key >= :first AND username_key < :end AND state NOT IN (0, 5)
ORDER BY username_key LIMIT :limit
