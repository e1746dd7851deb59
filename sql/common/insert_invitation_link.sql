-- SPDX-License-Identifier: GPL-3.0-or-later
-- A new invitation to the server.
INSERT INTO invitation_links (id, code_hash, uses, expires_at, room_id, note, created_at, created_by)
VALUES (:id, :code_hash, :uses, :expires_at, :room, :note, :now, :created_by)
