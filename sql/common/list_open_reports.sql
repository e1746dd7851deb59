-- SPDX-License-Identifier: GPL-3.0-or-later
-- A window of the open reports (0), oldest first.
SELECT id, state, reporter_id, reporter_name, reporter_alias, user_id, user_name, user_alias, message_id,
    room_id, room_name, text, reason, created_at, resolved_at, resolved_by, note
FROM shown_reports
WHERE state = 0
ORDER BY id LIMIT :limit OFFSET :offset
