-- SPDX-License-Identifier: GPL-3.0-or-later
-- The messages of an author within a range of positions that were not deleted. Reads all messages of
-- the range, so it must be short.
SELECT position, id, room_id FROM messages
WHERE position > :after AND position <= :last AND author_id = :author AND deleted_at IS NULL
ORDER BY position LIMIT :limit
