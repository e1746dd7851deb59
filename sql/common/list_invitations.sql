-- SPDX-License-Identifier: GPL-3.0-or-later
-- The open invitations of a user, newest first.
SELECT i.room_id, r.name, i.inviter_id, u.username, i.user_id, i.created_at
FROM invitations i JOIN rooms r ON r.id = i.room_id JOIN users u ON u.id = i.inviter_id
WHERE i.user_id = :user ORDER BY i.created_at DESC, i.room_id DESC LIMIT :limit
