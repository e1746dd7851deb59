-- SPDX-License-Identifier: GPL-3.0-or-later
-- One account by user name key.
SELECT id, username, email, role, created_at, last_seen_at, must_change_password,
    coalesce(display_name, ''), phone, coalesce(alias, '')
FROM users WHERE username_key = :key
