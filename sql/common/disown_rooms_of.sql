-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rooms that are kept without members, or that their owner is no member of, have no owner any more.
UPDATE rooms SET owner_id = NULL WHERE owner_id = :user AND deleted_at IS NULL
