-- SPDX-License-Identifier: GPL-3.0-or-later
-- A deleted message is no longer undelivered.
DELETE FROM undelivered
WHERE user_id = :user AND position = (SELECT position FROM messages WHERE id = :id)
