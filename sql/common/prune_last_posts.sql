-- SPDX-License-Identifier: GPL-3.0-or-later
-- Deletes what no slow mode can need any more, a limited number at a time.
DELETE FROM last_posts
WHERE (room_id, user_id) IN (
    SELECT room_id, user_id FROM last_posts
    WHERE posted_at <= :expired ORDER BY posted_at LIMIT :limit)
