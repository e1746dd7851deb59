-- SPDX-License-Identifier: GPL-3.0-or-later
-- For the limit of direct conversations a user has opened.
SELECT count(*) FROM rooms WHERE opener_id = :user
