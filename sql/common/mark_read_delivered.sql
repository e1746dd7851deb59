-- SPDX-License-Identifier: GPL-3.0-or-later
-- Marks the messages of a direct conversation as delivered up to where the user has read.
DELETE FROM undelivered
WHERE user_id = :user AND position IN (
    SELECT position FROM messages WHERE room_id = :room AND seq > :from_seq AND seq <= :to_seq)
