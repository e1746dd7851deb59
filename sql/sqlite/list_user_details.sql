-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the accounts as administrators see them, by id. A negative state or role: all. After its
-- end a suspended account (3) is an active one (1).
SELECT u.id, u.username, u.email, u.role, u.created_at, u.last_seen_at, u.must_change_password,
    coalesce(u.display_name, ''), u.phone, coalesce(u.alias, ''), u.state, u.suspended_until,
    u.state_reason,
    (SELECT count(*) FROM sessions s WHERE s.user_id = u.id AND s.expires_at > :now),
    (SELECT count(*) FROM memberships m JOIN rooms r ON r.id = m.room_id
     WHERE m.user_id = u.id AND r.kind <> 2)
FROM users u
WHERE u.id > :after AND (:search = '' OR instr(u.username_key, :search) > 0)
    AND (:state < 0 OR :state = CASE WHEN u.state = 3 AND u.suspended_until <= :now THEN 1 ELSE u.state END)
    AND (:role < 0 OR u.role = :role)
    AND coalesce(u.last_seen_at, u.created_at) < :inactive_since
ORDER BY u.id LIMIT :limit
