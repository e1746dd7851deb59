-- SPDX-License-Identifier: GPL-3.0-or-later
-- The counter value up to which the messages of a room were purged.
SELECT purged_seq FROM rooms WHERE id = :room
