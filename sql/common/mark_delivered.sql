-- SPDX-License-Identifier: GPL-3.0-or-later
-- These have reached their recipient.
DELETE FROM undelivered WHERE user_id = :user AND position BETWEEN :first AND :last
