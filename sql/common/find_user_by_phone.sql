-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether a phone number is taken.
SELECT id FROM users WHERE phone_key = :key
