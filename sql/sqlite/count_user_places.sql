-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many accounts list_user_places finds in all.
SELECT count(*) FROM users u
WHERE (:search = '' OR instr(u.username_key, :search) > 0 OR instr(u.email_key, :search) > 0
        OR instr(u.phone_key, :search) > 0 OR u.id = :id)
    AND (:state < 0 OR :state = CASE WHEN u.state = 3 AND u.suspended_until <= :now THEN 1 ELSE u.state END)
    AND (:role < 0 OR u.role = :role)
