-- SPDX-License-Identifier: GPL-3.0-or-later
-- A member has read on.
UPDATE memberships SET read_seq = :seq WHERE room_id = :room AND user_id = :user
