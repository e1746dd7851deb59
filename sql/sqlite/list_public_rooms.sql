-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the public rooms, by name.
SELECT id, name_key FROM rooms
WHERE deleted_at IS NULL AND name_key > :after AND kind = 0
    AND (:search = '' OR instr(name_key, :search) > 0)
ORDER BY name_key LIMIT :limit
