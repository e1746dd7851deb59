-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same for those of one user and of the messages of this user.
SELECT id, state, reporter_id, reporter_name, reporter_alias, user_id, user_name, user_alias, message_id,
    room_id, room_name, text, reason, created_at, resolved_at, resolved_by, note
FROM shown_reports
WHERE user_id = :user AND state = :state AND id > :after
ORDER BY id LIMIT :limit
