// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"

#include <QCoreApplication>
#include <QTest>
#include <QTextStream>

#include <memory>
#include <vector>

namespace parlance::test {

namespace {

// A function-local static, because the initialization order of the files is undefined.
std::vector<TestProgram::Make> &tests()
{
    static std::vector<TestProgram::Make> makers;
    return makers;
}

// The name of the file, which is the namespace of the test class.
QByteArray fileOf(const QObject &test)
{
    const QByteArray name(test.metaObject()->className());
    return name.left(name.indexOf(':'));
}

} // namespace

int TestProgram::add(Make make)
{
    tests().push_back(make);
    return int(tests().size());
}

int TestProgram::run()
{
    QStringList arguments = QCoreApplication::arguments();
    const bool isNamed = arguments.size() > 1 && arguments.at(1).startsWith(QLatin1String("tst_"));
    const QByteArray name = isNamed ? arguments.takeAt(1).toLatin1() : QByteArray();
    int found = 0;
    int failures = 0;
    for (const Make make : tests()) {
        const std::unique_ptr<QObject> test(make());
        if (isNamed && fileOf(*test) != name)
            continue;
        ++found;
        failures += QTest::qExec(test.get(), arguments);
    }
    if (found == 0)
        QTextStream(stderr) << "There is no test " << name << Qt::endl;
    return found == 0 ? 127 : std::min(failures, 127);
}

} // namespace parlance::test
