-- SPDX-License-Identifier: GPL-3.0-or-later
-- The size of the database in bytes, without what was not moved into it from its log yet.
SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s
