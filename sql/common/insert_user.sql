-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores a new account.
INSERT INTO users (id, username, username_key, email, email_key, password_hash, role,
    must_change_password, created_at, display_name, phone, phone_key, state)
VALUES (:id, :username, :username_key, :email, :email_key, :password_hash, :role,
    :must_change_password, :now, :display_name, :phone, :phone_key, :state)
