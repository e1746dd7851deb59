-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many public and private rooms there are.
SELECT count(*) FROM rooms r WHERE r.kind <> 2 AND r.deleted_at IS NULL
