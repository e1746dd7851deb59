-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same password in another form.
UPDATE users SET password_hash = :password_hash WHERE id = :id
