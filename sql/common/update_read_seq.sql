-- SPDX-License-Identifier: GPL-3.0-or-later
-- Moves the read mark of a member forward.
UPDATE memberships SET read_seq = :seq WHERE room_id = :room AND user_id = :user
