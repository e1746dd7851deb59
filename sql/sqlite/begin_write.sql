-- SPDX-License-Identifier: GPL-3.0-or-later
-- Opens the transaction of a batch of writes; takes the lock at once, so that nothing read in it can
-- change before it commits.
BEGIN IMMEDIATE
