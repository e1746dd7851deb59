-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where the sockets of a session spoke last.
SELECT last_room, several_rooms, last_room_sockets FROM sessions WHERE id = :id
