-- SPDX-License-Identifier: GPL-3.0-or-later
-- Begins the read transaction of a batch; all its reads see one snapshot.
BEGIN
