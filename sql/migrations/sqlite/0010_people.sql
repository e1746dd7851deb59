-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may come in, and what becomes of the data of users.

-- Few accounts are not active.
CREATE INDEX users_state ON users (state, id) WHERE state <> 1;

-- Whoever has the code of an invitation may register with it. Those to a private room are in
-- `invitations`.
CREATE TABLE invitation_links (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    -- SHA-256. The code itself is stored nowhere.
    code_hash BLOB NOT NULL UNIQUE CHECK (length(code_hash) = 32),
    uses INTEGER NOT NULL CHECK (uses > 0),
    used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND uses),
    expires_at INTEGER NOT NULL,
    -- The new account becomes its member; null: no room. The room may be deleted meanwhile.
    room_id BLOB CHECK (length(room_id) = 12),
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- A user name, or that of a user of the machine.
    created_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_links_expires_at ON invitation_links (expires_at);
-- To remove the name of an erased user.
CREATE INDEX invitation_links_created_by ON invitation_links (created_by);
CREATE INDEX mutes_created_by ON mutes (created_by);

-- When a user was erased together with all messages; null: they stay. From then on nobody sees them,
-- and their rows are emptied little by little.
ALTER TABLE users ADD COLUMN messages_erased_at INTEGER;
DROP VIEW authored_messages;
CREATE VIEW authored_messages AS
SELECT m.id, m.room_id, m.seq, m.changed_seq, m.changed_position, m.author_id,
    coalesce(u.username, '') AS author_name, coalesce(u.alias, '') AS author_alias,
    CASE WHEN u.messages_erased_at IS NULL THEN m.text ELSE '' END AS text,
    m.created_at, m.edited_at, coalesce(m.deleted_at, u.messages_erased_at) AS deleted_at,
    p.id AS recipient_id, coalesce(p.username, '') AS recipient_name,
    coalesce(p.alias, '') AS recipient_alias, m.position
FROM messages m
LEFT JOIN users u ON u.id = m.author_id
LEFT JOIN rooms r ON r.id = m.room_id
LEFT JOIN users p ON p.id = CASE WHEN substr(r.direct_key, 1, 12) = m.author_id
    THEN substr(r.direct_key, 13, 12) ELSE substr(r.direct_key, 1, 12) END
WHERE m.seq > coalesce(r.purged_seq, 0);

-- Reports with the message as it is now; no text: nobody can read it any more, or it is a report of a
-- user.
CREATE VIEW shown_reports AS
SELECT p.id, p.state, p.reporter_id, coalesce(w.username, '') AS reporter_name,
    coalesce(w.alias, '') AS reporter_alias, p.user_id, coalesce(u.username, '') AS user_name,
    coalesce(u.alias, '') AS user_alias, p.message_id, p.room_id, coalesce(r.name, '') AS room_name,
    m.text, p.reason, p.created_at, p.resolved_at, p.resolved_by, p.note
FROM reports p
LEFT JOIN users w ON w.id = p.reporter_id
LEFT JOIN users u ON u.id = p.user_id
LEFT JOIN rooms r ON r.id = p.room_id AND r.deleted_at IS NULL
LEFT JOIN messages m ON m.id = p.message_id AND m.deleted_at IS NULL AND m.seq > r.purged_seq
    AND u.messages_erased_at IS NULL;

-- Users whose messages are still to be emptied: those after `position`, up to `last_position`.
CREATE TABLE message_erasures (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id),
    position INTEGER NOT NULL,
    last_position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
