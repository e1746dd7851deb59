-- SPDX-License-Identifier: GPL-3.0-or-later
-- The user of an alias.
SELECT id FROM users WHERE alias = :alias
