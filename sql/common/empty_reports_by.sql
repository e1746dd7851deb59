-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes what an erased user wrote in reports.
UPDATE reports SET reason = '' WHERE reporter_id = :user
