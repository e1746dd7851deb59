-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tables with rows whose foreign key refers to no row; none after a correct migration.
PRAGMA foreign_key_check
