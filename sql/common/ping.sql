-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether the connection works.
SELECT 1
