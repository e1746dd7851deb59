-- SPDX-License-Identifier: GPL-3.0-or-later
-- Some of the oldest entries of the audit log: those that prune_audit deletes.
SELECT position FROM audit WHERE at < :before ORDER BY at LIMIT :limit
