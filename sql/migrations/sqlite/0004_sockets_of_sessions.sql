-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many sockets of a session were in its last room. Of those from before it is not known: more
-- than will ever come back.

ALTER TABLE sessions ADD COLUMN last_room_sockets INTEGER NOT NULL DEFAULT 0;
UPDATE sessions SET last_room_sockets = 1000000 WHERE last_room IS NOT NULL;
