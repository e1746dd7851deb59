-- SPDX-License-Identifier: GPL-3.0-or-later
-- The change counter of a room.
SELECT last_seq FROM live_rooms WHERE id = :room
