-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores a new text.
UPDATE messages SET text = :text, edited_at = :now, changed_seq = :changed_seq,
    changed_position = :changed_position
WHERE id = :id
