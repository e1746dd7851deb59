-- SPDX-License-Identifier: GPL-3.0-or-later
-- The last trace of a deleted room.
DELETE FROM rooms WHERE id = :room
