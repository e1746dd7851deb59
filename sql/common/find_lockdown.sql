-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether the server is locked down.
SELECT s.locked_down FROM server_state s WHERE s.only_row = 1
