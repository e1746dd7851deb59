-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a socket without a token is known by: see ClientFingerprint.

ALTER TABLE sessions ADD COLUMN origin_hash BLOB NOT NULL DEFAULT x'';
ALTER TABLE sessions ADD COLUMN agent_hash BLOB NOT NULL DEFAULT x'';
ALTER TABLE sessions ADD COLUMN loopback INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sessions_client ON sessions (origin_hash, remote_address);

-- Where a session spoke last that names no room when it speaks; null: nowhere, or its sockets were
-- in several rooms.
ALTER TABLE sessions ADD COLUMN last_room BLOB;
ALTER TABLE sessions ADD COLUMN several_rooms INTEGER NOT NULL DEFAULT 0;
