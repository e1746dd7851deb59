-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of what a user reported, by id; without the messages, which are those of others.
SELECT id, state, reporter_id, reporter_name, reporter_alias, user_id, user_name, user_alias, message_id,
    room_id, room_name, NULL, reason, created_at, resolved_at, resolved_by, note
FROM shown_reports
WHERE reporter_id = :user AND id > :after
ORDER BY id LIMIT :limit
