-- SPDX-License-Identifier: GPL-3.0-or-later
-- The last room of a session's sockets.
SELECT last_room, several_rooms, last_room_sockets FROM sessions WHERE id = :id
