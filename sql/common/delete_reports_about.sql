-- SPDX-License-Identifier: GPL-3.0-or-later
-- Forgets what others reported about a user and the user's messages.
DELETE FROM reports WHERE user_id = :user
