-- SPDX-License-Identifier: GPL-3.0-or-later
-- The number of entries of the audit log from before this time, counted up to a limit.
SELECT count(*) FROM (SELECT 1 FROM audit WHERE at < :before LIMIT :limit) counted
