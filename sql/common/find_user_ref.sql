-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a message shows of a user.
SELECT id, username, coalesce(alias, '') FROM users WHERE id = :id
