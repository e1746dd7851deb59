-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many messages of an author are not deleted, within a range of positions. Reads all messages of
-- the range, so it must be short.
SELECT count(*) FROM messages
WHERE position > :after AND position <= :last AND author_id = :author AND deleted_at IS NULL
