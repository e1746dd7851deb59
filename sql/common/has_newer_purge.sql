-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether messages in one of the rooms of a user were purged after a commit position.
SELECT 1 FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.user_id = :user AND r.purged_position > :since LIMIT 1
