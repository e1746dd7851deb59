-- SPDX-License-Identifier: GPL-3.0-or-later
-- Entries of the audit log from before this time may be deleted.
SELECT before FROM audit_horizon WHERE id = 1
