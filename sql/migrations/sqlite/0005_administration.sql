-- SPDX-License-Identifier: GPL-3.0-or-later
-- The state of accounts, and the log of what administrators did.

-- 0 pending, 1 active, 2 locked, 3 suspended, 4 deactivated, 5 erased
ALTER TABLE users ADD COLUMN state INTEGER NOT NULL DEFAULT 1 CHECK (state >= 0);
-- When a suspension ends; null: never.
ALTER TABLE users ADD COLUMN suspended_until INTEGER;
-- As the user may read it.
ALTER TABLE users ADD COLUMN state_reason TEXT NOT NULL DEFAULT '';
UPDATE users SET state = 2 WHERE password_hash = '';
-- To find another administrator than the last one. Few accounts have a role.
CREATE INDEX users_role ON users (role) WHERE role <> 0;

-- Entries outlive the users that they name, so there are no foreign keys. A position is never used
-- again, not even after its entry was removed.
CREATE TABLE audit (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    -- Null: through the local socket.
    actor_id BLOB CHECK (length(actor_id) = 12),
    actor TEXT NOT NULL,
    role INTEGER NOT NULL CHECK (role >= 0),
    address TEXT NOT NULL,
    command TEXT NOT NULL,
    target TEXT NOT NULL,
    -- These three are objects in JSON.
    arguments TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_target ON audit (target);
CREATE INDEX audit_actor ON audit (actor);
CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_keeps_all BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
