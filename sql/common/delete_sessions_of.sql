-- SPDX-License-Identifier: GPL-3.0-or-later
-- Deletes all sessions of a user but one.
DELETE FROM sessions WHERE user_id = :user AND id <> :keep
