-- SPDX-License-Identifier: GPL-3.0-or-later
-- The guarded job failed: nothing of it stays.
ROLLBACK TO job
