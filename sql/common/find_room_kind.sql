-- SPDX-License-Identifier: GPL-3.0-or-later
-- The kind of a room, deleted or not; no row if it never existed.
SELECT kind FROM rooms WHERE id = :room
