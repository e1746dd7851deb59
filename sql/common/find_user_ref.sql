-- SPDX-License-Identifier: GPL-3.0-or-later
-- The user as shown in messages.
SELECT id, username, coalesce(alias, '') FROM users WHERE id = :id
