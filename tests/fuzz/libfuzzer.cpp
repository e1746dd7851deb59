// SPDX-License-Identifier: GPL-3.0-or-later
#include "target.h"

#include <QCoreApplication>

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static QCoreApplication application(*argc, *argv);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    parlance::fuzz::judge(QByteArrayView(data, qsizetype(size)));
    return 0;
}
