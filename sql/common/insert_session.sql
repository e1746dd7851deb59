-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores a session.
INSERT INTO sessions (id, user_id, created_at, expires_at, dialect, remote_address, origin_hash,
    agent_hash, loopback)
VALUES (:id, :user, :now, :expires_at, :dialect, :address, :origin, :agent, :loopback)
