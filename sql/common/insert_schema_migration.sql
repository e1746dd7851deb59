-- SPDX-License-Identifier: GPL-3.0-or-later
-- Records that a migration ran.
INSERT INTO schema_migrations (version, name, applied_at) VALUES (:version, :name, :now)
