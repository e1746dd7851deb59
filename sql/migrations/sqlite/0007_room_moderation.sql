-- SPDX-License-Identifier: GPL-3.0-or-later
-- What moderators of the server do to rooms: slow mode, purges and bans.

-- Seconds between two posts of a user; 0: off.
ALTER TABLE rooms ADD COLUMN slow_mode INTEGER NOT NULL DEFAULT 0 CHECK (slow_mode >= 0);
-- Messages up to this value of the counter are gone; their rows are removed some at a time, while
-- purging is 1.
ALTER TABLE rooms ADD COLUMN purged_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rooms ADD COLUMN purging INTEGER NOT NULL DEFAULT 0 CHECK (purging BETWEEN 0 AND 1);
-- The commit position of the last purge.
ALTER TABLE rooms ADD COLUMN purged_position INTEGER NOT NULL DEFAULT 0;
CREATE INDEX rooms_purging ON rooms (purging) WHERE purging = 1;

-- With slow mode and the last purge.
DROP VIEW live_rooms;
CREATE VIEW live_rooms AS
SELECT r.id, r.kind, r.name, r.name_key, r.owner_id, r.created_at, r.updated_at, r.member_count,
    max(r.seq_floor,
        coalesce((SELECT max(m.seq) FROM messages m WHERE m.room_id = r.id), 0),
        coalesce((SELECT max(m.changed_seq) FROM messages m
                  WHERE m.room_id = r.id AND m.changed_seq <> m.seq), 0)) AS last_seq,
    r.frozen, r.slow_mode, r.purged_seq
FROM rooms r
WHERE r.deleted_at IS NULL;

-- Without purged messages.
DROP VIEW authored_messages;
CREATE VIEW authored_messages AS
SELECT m.id, m.room_id, m.seq, m.changed_seq, m.changed_position, m.author_id,
    coalesce(u.username, '') AS author_name, coalesce(u.alias, '') AS author_alias, m.text,
    m.created_at, m.edited_at, m.deleted_at, p.id AS recipient_id,
    coalesce(p.username, '') AS recipient_name, coalesce(p.alias, '') AS recipient_alias,
    m.position
FROM messages m
LEFT JOIN users u ON u.id = m.author_id
LEFT JOIN rooms r ON r.id = m.room_id
LEFT JOIN users p ON p.id = CASE WHEN substr(r.direct_key, 1, 12) = m.author_id
    THEN substr(r.direct_key, 13, 12) ELSE substr(r.direct_key, 1, 12) END
WHERE m.seq > coalesce(r.purged_seq, 0);

-- Who may not be in a room.
CREATE TABLE room_bans (
    room_id BLOB NOT NULL REFERENCES rooms (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    -- Null: until it is ended by hand.
    until INTEGER,
    -- As the user may read it.
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- A user name, or that of a user of the machine.
    created_by TEXT NOT NULL,
    PRIMARY KEY (room_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_bans_user_id ON room_bans (user_id);
CREATE INDEX room_bans_until ON room_bans (until) WHERE until IS NOT NULL;
CREATE INDEX room_bans_created_by ON room_bans (created_by);

-- When users posted last in rooms with slow mode; pruned when it cannot matter any more.
CREATE TABLE last_posts (
    room_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    posted_at INTEGER NOT NULL,
    PRIMARY KEY (room_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX last_posts_posted_at ON last_posts (posted_at);
