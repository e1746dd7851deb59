-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether there is a room of an id, a deleted one too, and of what kind it is.
SELECT kind FROM rooms WHERE id = :room
