-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the reports in one state, oldest first.
SELECT id, state, reporter_id, reporter_name, reporter_alias, user_id, user_name, user_alias, message_id,
    room_id, room_name, text, reason, created_at, resolved_at, resolved_by, note
FROM shown_reports
WHERE state = :state AND id > :after
ORDER BY id LIMIT :limit
