-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of what a user did as an administrator, newest first, without what this one did to the own
-- account. By id also, as another user may have had the name before.
SELECT position, at, actor_id, actor, role, address, command, arguments, reason, target, before,
    after, outcome
FROM audit
WHERE actor = :actor AND actor_id = :user AND target <> :actor AND position < :before
ORDER BY position DESC LIMIT :limit
