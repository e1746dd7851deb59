-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores the state of an account.
UPDATE users SET state = :state, suspended_until = :until, state_reason = :reason WHERE id = :id
