-- SPDX-License-Identifier: GPL-3.0-or-later
-- Empties the text and keeps a tombstone.
UPDATE messages SET text = '', deleted_at = :now, changed_seq = :changed_seq,
    changed_position = :changed_position
WHERE id = :id
