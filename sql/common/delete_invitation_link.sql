-- SPDX-License-Identifier: GPL-3.0-or-later
-- Revokes an invitation to the server.
DELETE FROM invitation_links WHERE id = :id
