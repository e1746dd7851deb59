-- SPDX-License-Identifier: GPL-3.0-or-later
-- The message of a room at a counter value, or the last one before it, after :floor.
SELECT seq, created_at FROM messages
WHERE room_id = :room AND seq <= :seq AND seq > :floor ORDER BY seq DESC LIMIT 1
