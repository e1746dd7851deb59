-- SPDX-License-Identifier: GPL-3.0-or-later
-- For the limit of open invitations to a room.
SELECT count(*) FROM invitations WHERE room_id = :room
