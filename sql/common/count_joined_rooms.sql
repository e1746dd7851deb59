-- SPDX-License-Identifier: GPL-3.0-or-later
-- For the limit of rooms a user is in.
SELECT count(*) FROM memberships WHERE user_id = :user
