-- SPDX-License-Identifier: GPL-3.0-or-later
-- Closes a report.
UPDATE reports SET state = 1, resolved_at = :now, resolved_by = :by, note = :note WHERE id = :id
