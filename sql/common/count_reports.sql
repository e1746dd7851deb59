-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many reports are open (0).
SELECT count(*) FROM reports WHERE state = 0
