-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores the server role of an account.
UPDATE users SET role = :role WHERE id = :id
