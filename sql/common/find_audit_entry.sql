-- SPDX-License-Identifier: GPL-3.0-or-later
-- An entry of the audit log.
SELECT position, at, actor_id, actor, role, address, command, arguments, reason, target, before,
    after, outcome
FROM audit WHERE position = :position
