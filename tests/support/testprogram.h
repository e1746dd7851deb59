// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace parlance::test {

/// The test classes of one program: it runs the one that its first argument names by its file,
/// "tst_rooms", or without arguments each of them. All that a file defines is in a namespace of the
/// file's name, so that a folder's tests are compiled together and link once.
class TestProgram
{
public:
    using Make = QObject *(*)();

    /// Before main() runs.
    static int add(Make make);
    static int run(int argc, char **argv);
};

} // namespace parlance::test

/// Below a test class, as QTEST_GUILESS_MAIN is where a test is a program of its own.
#define PARLANCE_TEST(TestClass)                                                                   \
    static const int added##TestClass =                                                            \
        parlance::test::TestProgram::add([]() -> QObject * { return new TestClass; });
