-- SPDX-License-Identifier: GPL-3.0-or-later
-- Log-ins nobody can use any more.
DELETE FROM sessions WHERE expires_at <= :now
