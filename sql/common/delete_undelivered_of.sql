-- SPDX-License-Identifier: GPL-3.0-or-later
-- Forgets what waits for a user.
DELETE FROM undelivered WHERE user_id = :user
