-- SPDX-License-Identifier: GPL-3.0-or-later
-- The newest living session of a user that was opened from an address.
SELECT u.id, u.username, s.id, u.role, s.expires_at, u.must_change_password, s.dialect,
    coalesce(u.alias, '')
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.user_id = :user AND s.remote_address = :address AND s.expires_at > :now
ORDER BY s.created_at DESC LIMIT 1
