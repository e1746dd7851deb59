-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes the name of an erased user from the invitations that this one made.
UPDATE invitation_links SET created_by = :shown WHERE created_by = :name
