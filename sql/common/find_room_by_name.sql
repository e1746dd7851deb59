-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether a room name key is taken.
SELECT id FROM rooms WHERE name_key = :name_key AND deleted_at IS NULL
