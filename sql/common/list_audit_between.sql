-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same for the entries of [since, until], which need not ascend with the position: the clock may
-- have been set. "+" keeps the database from walking the whole log instead.
SELECT position, at, actor_id, actor, role, address, command, arguments, reason, target, before,
    after, outcome
FROM audit
WHERE at >= :since AND at <= :until AND +position < :before
    AND (:command = '' OR command = :command)
ORDER BY +position DESC LIMIT :limit
