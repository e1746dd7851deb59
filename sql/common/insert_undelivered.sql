-- SPDX-License-Identifier: GPL-3.0-or-later
-- Marks a direct message as undelivered.
INSERT INTO undelivered (user_id, position) VALUES (:user, :position)
