-- SPDX-License-Identifier: GPL-3.0-or-later
-- The direct conversation of two users.
SELECT id FROM rooms WHERE direct_key = :direct_key AND deleted_at IS NULL
