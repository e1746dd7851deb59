-- SPDX-License-Identifier: GPL-3.0-or-later
-- Marks the messages of an erased user: their rows are still to be emptied.
INSERT INTO message_erasures (user_id, position, last_position) VALUES (:user, 0, :last)
