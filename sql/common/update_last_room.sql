-- SPDX-License-Identifier: GPL-3.0-or-later
-- The sockets of a session speak there from now on.
UPDATE sessions SET last_room = :room, several_rooms = :several,
    last_room_sockets = :sockets WHERE id = :id
