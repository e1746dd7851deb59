-- SPDX-License-Identifier: GPL-3.0-or-later
-- The server that wrote the backup, when, and the secret of its tokens in hexadecimal; empty: it is not
-- kept with the data.
INSERT INTO parlance_backup (only_row, version, created_at, token_secret)
VALUES (1, :version, :created_at, :token_secret)
