-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many reports of a user are open.
SELECT count(*) FROM reports WHERE reporter_id = :reporter AND state = 0
