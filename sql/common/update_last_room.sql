-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores the last room of a session's sockets.
UPDATE sessions SET last_room = :room, several_rooms = :several,
    last_room_sockets = :sockets WHERE id = :id
