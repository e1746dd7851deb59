-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes an account that was never approved (0): nobody has logged in with it, so nothing else has
-- its id.
DELETE FROM users WHERE id = :id AND state = 0
