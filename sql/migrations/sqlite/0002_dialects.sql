-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the dialects of other backends need: names that may repeat, phone numbers, accounts and ids
-- that were moved here, rooms that nobody has to join, messages that wait for their recipient.

-- The name that was asked for where another had it already; null: the user name.
ALTER TABLE users ADD COLUMN display_name TEXT;
ALTER TABLE users ADD COLUMN phone TEXT;
ALTER TABLE users ADD COLUMN phone_key TEXT;
-- What clients of another backend know the user by.
ALTER TABLE users ADD COLUMN alias TEXT;
CREATE UNIQUE INDEX users_phone_key ON users (phone_key) WHERE phone_key IS NOT NULL;
CREATE UNIQUE INDEX users_alias ON users (alias) WHERE alias IS NOT NULL;

-- Empty: the native API; not to be known.
ALTER TABLE sessions ADD COLUMN dialect TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN remote_address TEXT NOT NULL DEFAULT '';

-- A permanent room stays when its last member leaves. Its owner is who made it, and no member.
ALTER TABLE rooms ADD COLUMN permanent INTEGER NOT NULL DEFAULT 0;

-- Direct messages that nothing is known to have reached, by recipient.
CREATE TABLE undelivered (
    user_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (user_id, position)
) STRICT, WITHOUT ROWID;

-- With the other party of a direct conversation; null in a room.
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
    THEN substr(r.direct_key, 13, 12) ELSE substr(r.direct_key, 1, 12) END;
