-- SPDX-License-Identifier: GPL-3.0-or-later
-- All log-ins of a user but one.
DELETE FROM sessions WHERE user_id = :user AND id <> :keep
