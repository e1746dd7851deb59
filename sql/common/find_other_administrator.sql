-- SPDX-License-Identifier: GPL-3.0-or-later
-- An administrator besides one account who can log in: active, or with a suspension that has ended.
SELECT id FROM users
WHERE role <> 0 AND role = 1 AND id <> :id AND password_hash <> ''
    AND (state = 1 OR (state = 3 AND suspended_until <= :now))
LIMIT 1
