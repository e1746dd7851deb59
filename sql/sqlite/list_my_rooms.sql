-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of a user's rooms, by id. A search finds no direct conversations, which have no names.
SELECT m.room_id FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.user_id = :user AND m.room_id > :after
    AND (:search = '' OR instr(r.name_key, :search) > 0)
ORDER BY m.room_id LIMIT :limit
