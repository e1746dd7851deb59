-- SPDX-License-Identifier: GPL-3.0-or-later
-- A user whose messages are still to be emptied, and where to go on.
SELECT user_id, position, last_position FROM message_erasures
WHERE user_id = (SELECT min(user_id) FROM message_erasures)
