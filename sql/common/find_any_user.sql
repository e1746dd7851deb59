-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether any account exists.
SELECT 1 FROM users LIMIT 1
