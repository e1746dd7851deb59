-- SPDX-License-Identifier: GPL-3.0-or-later
-- What users reported to the moderators of the server.

-- A report outlives what it names, so there are no foreign keys.
CREATE TABLE reports (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    -- 0 open, 1 resolved
    state INTEGER NOT NULL CHECK (state >= 0),
    reporter_id BLOB NOT NULL CHECK (length(reporter_id) = 12),
    -- The author of the message, or the reported user.
    user_id BLOB NOT NULL CHECK (length(user_id) = 12),
    -- These two are empty for a report of a user.
    message_id BLOB NOT NULL CHECK (length(message_id) IN (0, 12)),
    room_id BLOB NOT NULL CHECK (length(room_id) IN (0, 12)),
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- These three: null and empty while it is open.
    resolved_at INTEGER,
    -- A user name, or that of a user of the machine.
    resolved_by TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
-- A user reports the same thing once at a time.
CREATE UNIQUE INDEX reports_open ON reports (reporter_id, user_id, message_id) WHERE state = 0;
CREATE INDEX reports_state ON reports (state, id);
CREATE INDEX reports_reporter ON reports (reporter_id, id);
CREATE INDEX reports_user ON reports (user_id, state, id);
CREATE INDEX reports_resolved_by ON reports (resolved_by) WHERE resolved_by <> '';
