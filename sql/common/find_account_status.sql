-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether an account may log in, and why not.
SELECT state, suspended_until, state_reason FROM users WHERE id = :id
