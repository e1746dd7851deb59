// SPDX-License-Identifier: GPL-3.0-or-later
#include "target.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>

#include <cstdio>

/// Judges every file named, and every one in a folder named. No input at all is an error: a test
/// that looked at nothing has shown nothing.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList paths;
    for (const QString &path : QCoreApplication::arguments().mid(1)) {
        if (QFileInfo(path).isFile())
            paths += path;
        for (QDirIterator files(path, QDir::Files, QDirIterator::Subdirectories); files.hasNext();)
            paths += files.next();
    }
    for (const QString &path : std::as_const(paths)) {
        QFile file(path);
        if (!file.open(QFile::ReadOnly)) {
            std::fprintf(stderr, "cannot read %s\n", qPrintable(path));
            return 1;
        }
        std::fprintf(stderr, "%s\n", qPrintable(path));
        parlance::fuzz::judge(file.readAll());
    }
    std::fprintf(stderr, "%lld inputs\n", static_cast<long long>(paths.size()));
    return paths.isEmpty() ? 1 : 0;
}
