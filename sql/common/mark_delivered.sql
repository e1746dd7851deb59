-- SPDX-License-Identifier: GPL-3.0-or-later
-- Marks a range of messages as delivered to their recipient.
DELETE FROM undelivered WHERE user_id = :user AND position BETWEEN :first AND :last
