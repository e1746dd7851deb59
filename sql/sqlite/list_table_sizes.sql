-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rows and bytes of every table, with its indexes, the largest first. Reads the whole database. A cell of
-- a leaf is a row; without rowids, those of inner pages are rows too.
SELECT s.tbl_name,
    sum(CASE WHEN s.type = 'table' AND (d.pagetype = 'leaf' OR instr(s.sql, 'WITHOUT ROWID') > 0)
        THEN d.ncell ELSE 0 END),
    sum(d.pgsize),
    sum(CASE WHEN s.type = 'index' THEN d.pgsize ELSE 0 END)
FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
GROUP BY s.tbl_name ORDER BY 3 DESC
