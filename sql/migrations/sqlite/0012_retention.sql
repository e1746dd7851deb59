-- SPDX-License-Identifier: GPL-3.0-or-later
-- How long the messages of a room stay.

-- In days; 0: for ever; null: as long as the server says.
ALTER TABLE rooms ADD COLUMN retention_days INTEGER CHECK (retention_days >= 0);
CREATE INDEX rooms_retention_days ON rooms (id) WHERE retention_days IS NOT NULL;
