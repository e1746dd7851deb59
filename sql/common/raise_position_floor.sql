-- SPDX-License-Identifier: GPL-3.0-or-later
-- Runs before messages are purged, so that the commit position never decreases.
UPDATE server_state SET position_floor = :position WHERE position_floor < :position
