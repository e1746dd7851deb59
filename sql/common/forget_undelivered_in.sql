-- SPDX-License-Identifier: GPL-3.0-or-later
-- A message of a direct conversation waits for nobody any more.
DELETE FROM undelivered
WHERE position = :position AND user_id IN (
    SELECT m.user_id FROM rooms r JOIN memberships m ON m.room_id = r.id
    WHERE r.id = :room AND r.kind = 2)
