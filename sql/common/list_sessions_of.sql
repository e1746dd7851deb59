-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the sessions of a user that have not expired, by id.
SELECT s.id, s.user_id, s.created_at, s.expires_at, u.username, coalesce(u.alias, ''), s.dialect,
    s.remote_address
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.user_id = :user AND s.id > :after AND s.expires_at > :now
ORDER BY s.id LIMIT :limit
