-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes the name of an erased user from the reports that this one resolved.
UPDATE reports SET resolved_by = :shown WHERE resolved_by = :name AND resolved_by <> ''
