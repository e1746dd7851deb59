-- SPDX-License-Identifier: GPL-3.0-or-later
-- Undoes the failed job.
ROLLBACK TO job
