-- SPDX-License-Identifier: GPL-3.0-or-later
-- Deletes a session.
DELETE FROM sessions WHERE id = :id
