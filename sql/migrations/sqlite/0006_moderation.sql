-- SPDX-License-Identifier: GPL-3.0-or-later
-- What moderators of the server do to rooms and to what users write.

-- Only the owner and the moderators of a frozen room may post and edit in it.
ALTER TABLE rooms ADD COLUMN frozen INTEGER NOT NULL DEFAULT 0 CHECK (frozen BETWEEN 0 AND 1);

-- With that column.
DROP VIEW live_rooms;
CREATE VIEW live_rooms AS
SELECT r.id, r.kind, r.name, r.name_key, r.owner_id, r.created_at, r.updated_at, r.member_count,
    max(r.seq_floor,
        coalesce((SELECT max(m.seq) FROM messages m WHERE m.room_id = r.id), 0),
        coalesce((SELECT max(m.changed_seq) FROM messages m
                  WHERE m.room_id = r.id AND m.changed_seq <> m.seq), 0)) AS last_seq,
    r.frozen
FROM rooms r
WHERE r.deleted_at IS NULL;

-- Who may not write for a time.
CREATE TABLE mutes (
    user_id BLOB NOT NULL REFERENCES users (id),
    -- Empty: everywhere.
    room_id BLOB NOT NULL CHECK (length(room_id) IN (0, 12)),
    -- Null: until it is ended by hand.
    until INTEGER,
    -- As the user may read it.
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- A user name, or that of a user of the machine: it outlives the account.
    created_by TEXT NOT NULL,
    PRIMARY KEY (user_id, room_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mutes_room_id ON mutes (room_id);
CREATE INDEX mutes_until ON mutes (until) WHERE until IS NOT NULL;
