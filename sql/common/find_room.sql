-- SPDX-License-Identifier: GPL-3.0-or-later
-- One room, without anything that depends on the viewer.
SELECT id, kind, name, owner_id, created_at, updated_at, member_count, last_seq, frozen,
    slow_mode, purged_seq
FROM live_rooms WHERE id = :room
