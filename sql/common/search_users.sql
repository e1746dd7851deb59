-- SPDX-License-Identifier: GPL-3.0-or-later
-- Accounts whose user name key lies in [first, end), by name.
SELECT id, username, email, role, created_at, last_seen_at, must_change_password,
    coalesce(display_name, ''), phone, coalesce(alias, '')
FROM users WHERE username_key >= :first AND username_key < :end
ORDER BY username_key LIMIT :limit
