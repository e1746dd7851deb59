-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sets the slow mode of a room, in seconds.
UPDATE rooms SET slow_mode = :seconds, updated_at = :now WHERE id = :room
