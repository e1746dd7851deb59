-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ends all mutes of a user.
DELETE FROM mutes WHERE user_id = :user
