-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ends the job, which succeeded or was rolled back.
RELEASE job
