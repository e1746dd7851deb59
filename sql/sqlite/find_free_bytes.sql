-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many bytes of the database are not in use.
SELECT f.freelist_count * s.page_size FROM pragma_freelist_count() f, pragma_page_size() s
