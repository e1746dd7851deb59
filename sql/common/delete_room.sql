-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes a deleted room after its messages were purged.
DELETE FROM rooms WHERE id = :room
