-- SPDX-License-Identifier: GPL-3.0-or-later
-- When the oldest entry of the audit log was made; null: there is none.
SELECT min(at) FROM audit
