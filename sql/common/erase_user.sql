-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes all personal data of a user. The row stays for the messages; its key is none that a name
-- can have.
UPDATE users SET username = :username, username_key = :username_key, email = NULL, email_key = NULL,
    password_hash = '', role = 0, must_change_password = 0, last_seen_at = NULL,
    display_name = NULL, phone = NULL, phone_key = NULL, alias = NULL, state = 5,
    suspended_until = NULL, state_reason = '', messages_erased_at = :messages_erased_at
WHERE id = :id
