-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where a message stands.
SELECT room_id, seq, position FROM messages WHERE id = :id
