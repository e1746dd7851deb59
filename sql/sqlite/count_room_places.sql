-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many rooms list_room_places finds in all.
SELECT count(*) FROM rooms r
WHERE r.kind <> 2 AND r.deleted_at IS NULL
    AND (:search = '' OR instr(r.name_key, :search) > 0 OR r.id = :id)
    AND (:kind < 0 OR r.kind = :kind) AND (:frozen < 0 OR r.frozen = :frozen)
