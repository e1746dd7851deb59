-- SPDX-License-Identifier: GPL-3.0-or-later
-- By user id.
SELECT id, username, email, role, created_at, last_seen_at, must_change_password,
    coalesce(display_name, ''), phone, coalesce(alias, ''), password_hash
FROM users WHERE id = :id
