-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether a room is kept when it has no members.
SELECT 1 FROM rooms WHERE id = :room AND permanent = 1
