-- SPDX-License-Identifier: GPL-3.0-or-later
-- The commit position of the last change on the whole server.
SELECT s.position_floor,
    (SELECT max(position) FROM messages),
    (SELECT max(changed_position) FROM messages WHERE changed_position <> position)
FROM server_state s
