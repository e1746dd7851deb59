-- SPDX-License-Identifier: GPL-3.0-or-later
-- Leaves a tombstone; the text is gone.
UPDATE messages SET text = '', deleted_at = :now, changed_seq = :changed_seq,
    changed_position = :changed_position
WHERE id = :id
