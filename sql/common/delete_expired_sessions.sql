-- SPDX-License-Identifier: GPL-3.0-or-later
-- Deletes expired sessions.
DELETE FROM sessions WHERE expires_at <= :now
