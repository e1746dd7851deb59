-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores a new room. Its owner, or both parties of a direct conversation, are already counted.
INSERT INTO rooms (id, kind, name, name_key, direct_key, owner_id, opener_id, member_count,
    permanent, created_at, updated_at)
VALUES (:id, :kind, :name, :name_key, :direct_key, :owner, :opener, :member_count, :permanent, :now,
    :now)
