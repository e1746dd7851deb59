-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether an e-mail key is taken.
SELECT id FROM users WHERE email_key = :key
