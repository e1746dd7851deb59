-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the audit log, newest first. An empty command: all.
SELECT position, at, actor_id, actor, role, address, command, arguments, reason, target, before,
    after, outcome
FROM audit
WHERE position < :before AND (:command = '' OR command = :command)
ORDER BY position DESC LIMIT :limit
