-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores when the last connection of a user closed; not of an erased one (5).
UPDATE users SET last_seen_at = :at WHERE id = :id AND state <> 5
