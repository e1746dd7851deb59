-- SPDX-License-Identifier: GPL-3.0-or-later
-- Deletes some of the oldest entries of the audit log.
DELETE FROM audit WHERE position IN
    (SELECT position FROM audit WHERE at < :before ORDER BY at LIMIT :limit)
