-- SPDX-License-Identifier: GPL-3.0-or-later
-- The number of messages of a room in (:floor, :last], counted up to a limit.
SELECT count(*) FROM (
    SELECT 1 FROM messages WHERE room_id = :room AND seq > :floor AND seq <= :last LIMIT :limit) counted
