-- SPDX-License-Identifier: GPL-3.0-or-later
-- For the limit of rooms a user owns.
SELECT count(*) FROM rooms WHERE owner_id = :user AND deleted_at IS NULL
