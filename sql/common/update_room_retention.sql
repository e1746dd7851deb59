-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sets how many days the messages of a room stay.
UPDATE rooms SET retention_days = :days WHERE id = :room
