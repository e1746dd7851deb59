-- SPDX-License-Identifier: GPL-3.0-or-later
-- The ids of a window of the accounts, in the order of one of their columns: the number of
-- UserColumn. Rows without a value come last. A negative state or role: all. After its end a
-- suspended account (3) is an active one (1).
SELECT id FROM (
    SELECT u.id, CASE :sort
        WHEN 0 THEN u.username_key
        WHEN 1 THEN coalesce(u.email_key, u.phone_key)
        -- By rank: user, auditor, operator, administrator.
        WHEN 2 THEN CASE u.role WHEN 0 THEN 0 WHEN 3 THEN 1 WHEN 2 THEN 2 ELSE 3 END
        WHEN 3 THEN CASE WHEN u.state = 3 AND u.suspended_until <= :now THEN 1 ELSE u.state END
        WHEN 4 THEN u.last_seen_at
        WHEN 5 THEN (SELECT count(*) FROM memberships m WHERE m.user_id = u.id
                     AND m.room_id NOT IN (SELECT direct.id FROM rooms direct WHERE direct.kind = 2))
        WHEN 6 THEN (SELECT count(*) FROM sessions s WHERE s.user_id = u.id AND s.expires_at > :now)
        ELSE u.created_at END AS place
    FROM users u
    WHERE (:search = '' OR instr(u.username_key, :search) > 0 OR instr(u.email_key, :search) > 0
            OR instr(u.phone_key, :search) > 0 OR u.id = :id)
        AND (:state < 0 OR :state = CASE WHEN u.state = 3 AND u.suspended_until <= :now THEN 1 ELSE u.state END)
        AND (:role < 0 OR u.role = :role)
)
ORDER BY place IS NULL, CASE WHEN :descending THEN NULL ELSE place END,
    CASE WHEN :descending THEN place END DESC, id
LIMIT :limit OFFSET :offset
