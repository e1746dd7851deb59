-- SPDX-License-Identifier: GPL-3.0-or-later
-- When the first message of a room after a counter value was posted.
SELECT created_at FROM messages WHERE room_id = :room AND seq > :floor ORDER BY seq LIMIT 1
