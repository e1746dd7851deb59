-- SPDX-License-Identifier: GPL-3.0-or-later
-- The report that a user has made of a message, or of another user (:message is empty), if it is open.
SELECT id, state, reporter_id, reporter_name, reporter_alias, user_id, user_name, user_alias, message_id,
    room_id, room_name, text, reason, created_at, resolved_at, resolved_by, note
FROM shown_reports
WHERE reporter_id = :reporter AND user_id = :user AND message_id = :message AND state = 0
