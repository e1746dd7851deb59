-- SPDX-License-Identifier: GPL-3.0-or-later
-- It was used, or declined.
DELETE FROM invitations WHERE room_id = :room AND user_id = :user
