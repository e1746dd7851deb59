-- SPDX-License-Identifier: GPL-3.0-or-later
-- When the last connection of a user ended.
UPDATE users SET last_seen_at = :at WHERE id = :id
