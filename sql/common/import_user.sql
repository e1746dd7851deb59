-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores an imported account with its own id and password hash. Without a password it is locked.
INSERT INTO users (id, username, username_key, email, email_key, password_hash, role,
    must_change_password, created_at, display_name, phone, phone_key, alias, state)
VALUES (:id, :username, :username_key, :email, :email_key, :password_hash, 0, 0, :created_at,
    :display_name, :phone, :phone_key, :alias,
    CASE WHEN :password_hash = '' THEN 2 ELSE 1 END)
