-- SPDX-License-Identifier: GPL-3.0-or-later
-- The guarded job succeeded, or its traces are rolled back.
RELEASE job
