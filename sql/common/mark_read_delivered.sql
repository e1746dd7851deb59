-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a user has read of a direct conversation has reached it.
DELETE FROM undelivered
WHERE user_id = :user AND position IN (
    SELECT position FROM messages WHERE room_id = :room AND seq > :from_seq AND seq <= :to_seq)
