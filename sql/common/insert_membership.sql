-- SPDX-License-Identifier: GPL-3.0-or-later
-- Adds a member to a room.
INSERT INTO memberships (room_id, user_id, role, joined_at, read_seq)
VALUES (:room, :user, :role, :now, :read_seq)
