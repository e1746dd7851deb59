-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores a new password hash. With it, a locked account (2) becomes active (1).
UPDATE users SET password_hash = :password_hash, must_change_password = :must_change_password,
    state = CASE WHEN state = 2 THEN 1 ELSE state END,
    state_reason = CASE WHEN state = 2 THEN '' ELSE state_reason END
WHERE id = :id
