-- SPDX-License-Identifier: GPL-3.0-or-later
-- Changes when another connection has written.
PRAGMA data_version
