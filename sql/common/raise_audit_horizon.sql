-- SPDX-License-Identifier: GPL-3.0-or-later
-- Lets entries of the audit log from before this time be deleted.
UPDATE audit_horizon SET before = :before WHERE id = 1
