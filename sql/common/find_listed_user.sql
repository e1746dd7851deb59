-- SPDX-License-Identifier: GPL-3.0-or-later
-- A user whom others can find and add: neither pending (0) nor erased (5).
SELECT id, username, coalesce(alias, '') FROM users WHERE id = :id AND state NOT IN (0, 5)
