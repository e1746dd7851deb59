-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores a new password hash.
UPDATE users SET password_hash = :password_hash, must_change_password = :must_change_password
WHERE id = :id
