-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same as list_user_details for the accounts in one state other than active (1): walks along those
-- that are not active.
SELECT u.id, u.username, u.email, u.role, u.created_at, u.last_seen_at, u.must_change_password,
    coalesce(u.display_name, ''), u.phone, coalesce(u.alias, ''), u.state, u.suspended_until,
    u.state_reason,
    (SELECT count(*) FROM sessions s WHERE s.user_id = u.id AND s.expires_at > :now),
    (SELECT count(*) FROM memberships m JOIN rooms r ON r.id = m.room_id
     WHERE m.user_id = u.id AND r.kind <> 2)
FROM users u
WHERE u.id > :after AND (:search = '' OR instr(u.username_key, :search) > 0)
    AND u.state <> 1 AND u.state = :state
    AND (u.state <> 3 OR u.suspended_until IS NULL OR u.suspended_until > :now)
    AND (:role < 0 OR u.role = :role)
    AND coalesce(u.last_seen_at, u.created_at) < :inactive_since
ORDER BY u.id LIMIT :limit
