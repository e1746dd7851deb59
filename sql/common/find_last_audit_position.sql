-- SPDX-License-Identifier: GPL-3.0-or-later
-- The newest entry of the audit log.
SELECT max(position) FROM audit
