-- SPDX-License-Identifier: GPL-3.0-or-later
-- What makes a copy of the database a backup; removed when it is put to use.
CREATE TABLE IF NOT EXISTS parlance_backup (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    version TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    token_secret TEXT NOT NULL
)
