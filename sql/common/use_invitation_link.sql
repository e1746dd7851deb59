-- SPDX-License-Identifier: GPL-3.0-or-later
-- Counts a new account.
UPDATE invitation_links SET used = used + 1 WHERE id = :id
