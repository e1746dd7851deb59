-- SPDX-License-Identifier: GPL-3.0-or-later
-- Opens the snapshot in which a batch of reads runs.
BEGIN
