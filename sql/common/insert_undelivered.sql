-- SPDX-License-Identifier: GPL-3.0-or-later
-- A direct message waits for its recipient.
INSERT INTO undelivered (user_id, position) VALUES (:user, :position)
