-- SPDX-License-Identifier: GPL-3.0-or-later
-- The place of a message.
SELECT room_id, seq, position FROM messages WHERE id = :id
