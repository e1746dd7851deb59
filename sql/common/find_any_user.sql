-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether there is any account yet.
SELECT 1 FROM users LIMIT 1
