-- SPDX-License-Identifier: GPL-3.0-or-later
-- Forgets the invitations of a user to private rooms.
DELETE FROM invitations WHERE user_id = :user
