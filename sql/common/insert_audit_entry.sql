-- SPDX-License-Identifier: GPL-3.0-or-later
-- Appends to the audit log.
INSERT INTO audit (at, actor_id, actor, role, address, command, target, arguments, before, after,
    reason, outcome)
VALUES (:at, :actor_id, :actor, :role, :address, :command, :target, :arguments, :before, :after,
    :reason, :outcome)
