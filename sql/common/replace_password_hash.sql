-- SPDX-License-Identifier: GPL-3.0-or-later
-- Replaces the hash of an unchanged password.
UPDATE users SET password_hash = :password_hash WHERE id = :id
