-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whose alias it is.
SELECT id FROM users WHERE alias = :alias
