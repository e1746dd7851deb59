// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace parlance::test {

/// The test classes of one program. The first argument selects one by the name of its file,
/// "tst_rooms"; without arguments, all run. The definitions of a file are in a namespace with the
/// file's name, so that all tests of a folder are one unity build and one program.
class TestProgram
{
public:
    using Make = QObject *(*)();

    /// Before main() runs.
    static int add(Make make);
    static int run();
};

} // namespace parlance::test

/// Follows a test class, in place of QTEST_GUILESS_MAIN.
#define PARLANCE_TEST(TestClass)                                                                   \
    static const int added##TestClass =                                                            \
        parlance::test::TestProgram::add([]() -> QObject * { return new TestClass; });
