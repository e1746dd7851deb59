-- SPDX-License-Identifier: GPL-3.0-or-later
-- A log-out.
DELETE FROM sessions WHERE id = :id
