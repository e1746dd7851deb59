-- SPDX-License-Identifier: GPL-3.0-or-later
-- The sessions of a user that have not expired, by id.
SELECT id FROM sessions WHERE user_id = :user AND expires_at > :now ORDER BY id
