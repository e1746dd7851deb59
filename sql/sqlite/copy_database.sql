-- SPDX-License-Identifier: GPL-3.0-or-later
-- Writes a copy of the database into an empty file, as of one moment and without what was deleted.
-- Others may write meanwhile.
VACUUM INTO :file
