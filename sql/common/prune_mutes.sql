-- SPDX-License-Identifier: GPL-3.0-or-later
-- Deletes the mutes that have ended.
DELETE FROM mutes WHERE until <= :now
