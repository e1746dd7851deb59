-- SPDX-License-Identifier: GPL-3.0-or-later
-- The unexpired session of a user in a dialect that matches a client best, and which properties match.
SELECT u.id, u.username, s.id, u.role, s.expires_at, u.must_change_password, s.dialect,
    coalesce(u.alias, ''), s.remote_address = :address AND :address <> '',
    s.origin_hash = :origin AND length(:origin) > 0,
    s.agent_hash = :agent OR length(s.agent_hash) = 0 OR length(:agent) = 0, s.loopback OR :any
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.user_id = :user AND s.dialect = :dialect AND s.expires_at > :now
ORDER BY (s.remote_address = :address) + (s.origin_hash = :origin)
    + (s.agent_hash = :agent OR length(s.agent_hash) = 0 OR length(:agent) = 0)
    + (s.loopback OR :any) DESC, s.created_at DESC
LIMIT 1
