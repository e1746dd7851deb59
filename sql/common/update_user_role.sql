-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the account may do in the whole server.
UPDATE users SET role = :role WHERE id = :id
