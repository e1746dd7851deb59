-- SPDX-License-Identifier: GPL-3.0-or-later
-- Locks the server down, or opens it again.
UPDATE server_state SET locked_down = :locked_down WHERE only_row = 1
