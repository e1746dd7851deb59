// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlitebackend.h"

#include <QTest>

#include <algorithm>

namespace parlance::test {

/// A kind of database that the contract suites run over.
struct TestBackend
{
    const char *name;
    /// The database of a folder; always the same for the same folder.
    std::unique_ptr<Backend> (*make)(const QString &folder);
};

/// Each kind of database is one line here.
inline const TestBackend testBackends[] = {
    {"sqlite",
     [](const QString &folder) {
         return makeSqliteBackend(folder + QStringLiteral("/parlance.db"), Synchronous::Off);
     }},
};

/// The rows of initTestCase_data(): every test function runs once for each.
inline void addTestBackends()
{
    QTest::addColumn<QString>("backend");
    for (const TestBackend &backend : testBackends)
        QTest::newRow(backend.name) << QString::fromLatin1(backend.name);
}

/// The backend of the current row.
inline std::unique_ptr<Backend> makeTestBackend(const QString &folder)
{
    QFETCH_GLOBAL(QString, backend);
    const auto kind =
        std::find_if(std::begin(testBackends), std::end(testBackends),
                     [&](const TestBackend &each) { return QLatin1String(each.name) == backend; });
    return kind == std::end(testBackends) ? nullptr : kind->make(folder);
}

} // namespace parlance::test
