-- SPDX-License-Identifier: GPL-3.0-or-later
-- The messages of the user up to this position are empty.
UPDATE message_erasures SET position = :position WHERE user_id = :user
