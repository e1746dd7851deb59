-- SPDX-License-Identifier: GPL-3.0-or-later
-- Looks for damage: "ok", or what is wrong, 100 lines at most.
PRAGMA quick_check(100)
