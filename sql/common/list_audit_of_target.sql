-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same for the entries about one target, within [since, until]. An empty actor: all.
SELECT position, at, actor_id, actor, role, address, command, arguments, reason, target, before,
    after, outcome
FROM audit
WHERE target = :target AND position < :before AND at >= :since AND at <= :until
    AND (:actor = '' OR actor = :actor) AND (:command = '' OR command = :command)
ORDER BY position DESC LIMIT :limit
