-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ids are 12 bytes, times are milliseconds since 1970 UTC. A column *_key is the NFKC case-folded
-- form of its neighbour: names that look the same are the same. Numbers that stand for something
-- have no upper bound, so that a later release can add to them without rebuilding the table.

CREATE TABLE server_state (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    -- The commit position never falls below this, whatever messages are purged.
    position_floor INTEGER NOT NULL
) STRICT;
INSERT INTO server_state (only_row, position_floor) VALUES (1, 0);

CREATE TABLE users (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    username TEXT NOT NULL,
    username_key TEXT NOT NULL UNIQUE,
    email TEXT,
    email_key TEXT CHECK ((email IS NULL) = (email_key IS NULL)),
    password_hash TEXT NOT NULL,
    -- 0 user, 1 administrator
    role INTEGER NOT NULL CHECK (role >= 0),
    must_change_password INTEGER NOT NULL CHECK (must_change_password BETWEEN 0 AND 1),
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX users_email_key ON users (email_key) WHERE email_key IS NOT NULL;

CREATE TABLE sessions (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    user_id BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- A deleted room keeps its row until the last of its messages is purged.
CREATE TABLE rooms (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    -- 0 public, 1 private, 2 direct
    kind INTEGER NOT NULL CHECK (kind >= 0),
    -- Name, key and owner are null for a direct conversation, direct_key for the others: the ids of
    -- the two users, the smaller one first.
    name TEXT,
    name_key TEXT,
    direct_key BLOB CHECK (length(direct_key) = 24),
    owner_id BLOB REFERENCES users (id),
    -- Who began a direct conversation: it counts towards that user's limit only.
    opener_id BLOB REFERENCES users (id),
    member_count INTEGER NOT NULL,
    -- The change counter never falls below this, whatever messages are purged.
    seq_floor INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    CHECK ((kind = 2) = (direct_key IS NOT NULL)),
    CHECK ((kind = 2) = (opener_id IS NOT NULL)),
    CHECK ((kind = 2) = (name_key IS NULL)),
    CHECK ((name IS NULL) = (name_key IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX rooms_name_key ON rooms (name_key)
    WHERE deleted_at IS NULL AND name_key IS NOT NULL;
CREATE UNIQUE INDEX rooms_direct_key ON rooms (direct_key)
    WHERE deleted_at IS NULL AND direct_key IS NOT NULL;
CREATE INDEX rooms_owner_id ON rooms (owner_id) WHERE deleted_at IS NULL;
CREATE INDEX rooms_opener_id ON rooms (opener_id) WHERE opener_id IS NOT NULL;
CREATE INDEX rooms_deleted_at ON rooms (deleted_at) WHERE deleted_at IS NOT NULL;

-- Only rooms that are not deleted have members and invitations.
CREATE TABLE memberships (
    room_id BLOB NOT NULL REFERENCES rooms (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    -- 0 member, 1 moderator, 2 owner
    role INTEGER NOT NULL CHECK (role >= 0),
    joined_at INTEGER NOT NULL,
    read_seq INTEGER NOT NULL,
    PRIMARY KEY (room_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_user_id ON memberships (user_id, room_id);

CREATE TABLE invitations (
    room_id BLOB NOT NULL REFERENCES rooms (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    inviter_id BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (room_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_user_id ON invitations (user_id, created_at);

-- Append-only but for edits. There are no foreign keys here: the writer has looked the membership
-- up in the same transaction, and the two look-ups would cost a tenth of every insert.
CREATE TABLE messages (
    -- The server-wide commit position it was posted at.
    position INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL CHECK (length(id) = 12),
    room_id BLOB NOT NULL,
    -- The values of the room's counter it was posted and last changed with; likewise for position.
    seq INTEGER NOT NULL,
    changed_seq INTEGER NOT NULL,
    changed_position INTEGER NOT NULL,
    author_id BLOB NOT NULL,
    -- Empty once deleted.
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX messages_id ON messages (id);
CREATE UNIQUE INDEX messages_seq ON messages (room_id, seq);
CREATE INDEX messages_changed_seq ON messages (room_id, changed_seq) WHERE changed_seq <> seq;
CREATE INDEX messages_changed_position ON messages (changed_position)
    WHERE changed_position <> position;

-- What makes repeating a post harmless; pruned after a day.
CREATE TABLE message_client_ids (
    author_id BLOB NOT NULL,
    room_id BLOB NOT NULL,
    client_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (author_id, room_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_client_ids_created_at ON message_client_ids (created_at);

CREATE VIEW live_rooms AS
SELECT r.id, r.kind, r.name, r.name_key, r.owner_id, r.created_at, r.updated_at, r.member_count,
    max(r.seq_floor,
        coalesce((SELECT max(m.seq) FROM messages m WHERE m.room_id = r.id), 0),
        coalesce((SELECT max(m.changed_seq) FROM messages m
                  WHERE m.room_id = r.id AND m.changed_seq <> m.seq), 0)) AS last_seq
FROM rooms r
WHERE r.deleted_at IS NULL;

-- A message stays when its author goes; without a name, then.
CREATE VIEW authored_messages AS
SELECT m.id, m.room_id, m.seq, m.changed_seq, m.changed_position, m.author_id,
    coalesce(u.username, '') AS author_name, m.text, m.created_at, m.edited_at, m.deleted_at, m.position
FROM messages m LEFT JOIN users u ON u.id = m.author_id;
