-- SPDX-License-Identifier: GPL-3.0-or-later
-- Begins one job of a batch.
SAVEPOINT job
