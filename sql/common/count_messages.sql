-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many messages there are, deleted ones and those that are yet to be purged included.
SELECT count(*) FROM messages
