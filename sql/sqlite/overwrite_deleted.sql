-- SPDX-License-Identifier: GPL-3.0-or-later
-- From here on, what this connection deletes is overwritten in the file.
PRAGMA secure_delete = ON
