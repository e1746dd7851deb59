-- SPDX-License-Identifier: GPL-3.0-or-later
-- Before messages are purged: the position must not fall back with them.
UPDATE server_state SET position_floor = :position WHERE position_floor < :position
