-- SPDX-License-Identifier: GPL-3.0-or-later
-- Begins the transaction of a batch of writes. Takes the write lock at once, so that nothing the batch
-- reads can change before it commits.
BEGIN IMMEDIATE
