-- SPDX-License-Identifier: GPL-3.0-or-later
-- A session and its user in their current state.
SELECT u.id, u.username, s.id, u.role, s.expires_at, u.must_change_password, s.dialect,
    coalesce(u.alias, '')
FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = :id
