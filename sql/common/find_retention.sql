-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many days the messages of a room stay; null: as long as the server says.
SELECT retention_days FROM rooms WHERE id = :room
