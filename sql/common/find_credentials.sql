-- SPDX-License-Identifier: GPL-3.0-or-later
-- By user name key; if there is none, by e-mail key.
SELECT id, username, email, role, created_at, last_seen_at, must_change_password,
    coalesce(display_name, ''), phone, coalesce(alias, ''), password_hash
FROM users WHERE username_key = :key OR email_key = :key
ORDER BY username_key = :key DESC LIMIT 1
