-- SPDX-License-Identifier: GPL-3.0-or-later
-- The session that expires last among those that match a client, of any user.
SELECT u.id, u.username, s.id, u.role, s.expires_at, u.must_change_password, s.dialect,
    coalesce(u.alias, '')
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.origin_hash = :origin AND length(:origin) > 0 AND s.remote_address = :address
    AND :address <> '' AND s.dialect = :dialect
    AND (s.agent_hash = :agent OR length(s.agent_hash) = 0 OR length(:agent) = 0)
    AND (s.loopback OR :any) AND s.expires_at > :now AND NOT u.must_change_password
ORDER BY s.expires_at DESC LIMIT 1
