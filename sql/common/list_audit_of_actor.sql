-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same for the entries of one actor, within [since, until].
SELECT position, at, actor_id, actor, role, address, command, arguments, reason, target, before,
    after, outcome
FROM audit
WHERE actor = :actor AND position < :before AND at >= :since AND at <= :until
    AND (:command = '' OR command = :command)
ORDER BY position DESC LIMIT :limit
