-- SPDX-License-Identifier: GPL-3.0-or-later
-- The user of a session that has not expired.
SELECT user_id FROM sessions WHERE id = :id AND expires_at > :now
