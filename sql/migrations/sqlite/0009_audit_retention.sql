-- SPDX-License-Identifier: GPL-3.0-or-later
-- The log of administrators may lose its oldest entries, and only those.

-- Entries from before this time may be deleted. One row.
CREATE TABLE audit_horizon (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    before INTEGER NOT NULL
) STRICT;
INSERT INTO audit_horizon (id, before) VALUES (1, 0);
-- Whatever is configured, the last day before the newest entry stays.
CREATE TRIGGER audit_horizon_is_past BEFORE UPDATE ON audit_horizon
WHEN NEW.before > coalesce((SELECT max(at) FROM audit), 0) - 86400000
BEGIN SELECT raise(ABORT, 'the newest entries of the audit log stay'); END;
CREATE TRIGGER audit_horizon_stays BEFORE DELETE ON audit_horizon
BEGIN SELECT raise(ABORT, 'the newest entries of the audit log stay'); END;
DROP TRIGGER audit_keeps_all;
CREATE TRIGGER audit_keeps_all BEFORE DELETE ON audit
WHEN OLD.at >= coalesce((SELECT before FROM audit_horizon), 0)
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
-- Replacing an entry deletes the old one without its trigger.
CREATE TRIGGER audit_replaces_nothing BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE position = NEW.position)
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
