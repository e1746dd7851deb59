-- SPDX-License-Identifier: GPL-3.0-or-later
-- All messages of the user are empty.
DELETE FROM message_erasures WHERE user_id = :user
