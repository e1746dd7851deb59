-- SPDX-License-Identifier: GPL-3.0-or-later
-- A deleted message waits for nobody.
DELETE FROM undelivered
WHERE user_id = :user AND position = (SELECT position FROM messages WHERE id = :id)
