-- SPDX-License-Identifier: GPL-3.0-or-later
-- Guards one job of a batch.
SAVEPOINT job
