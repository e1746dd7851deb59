-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may not connect, and whether anybody new may come in.

CREATE TABLE address_bans (
    -- In its canonical form: "192.0.2.1", "10.0.0.0/8", "2001:db8::/32".
    network TEXT NOT NULL PRIMARY KEY,
    -- Null: until it is ended by hand.
    until INTEGER,
    -- As those may read it who are kept out.
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- A user name, or that of a user of the machine.
    created_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX address_bans_until ON address_bans (until) WHERE until IS NOT NULL;
CREATE INDEX address_bans_created_by ON address_bans (created_by);

-- No new accounts and rooms, and only members post and join.
ALTER TABLE server_state ADD COLUMN locked_down INTEGER NOT NULL DEFAULT 0
    CHECK (locked_down BETWEEN 0 AND 1);
