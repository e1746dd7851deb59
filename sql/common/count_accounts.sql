-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many accounts there are.
SELECT count(*) FROM users
