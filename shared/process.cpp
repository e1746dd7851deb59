// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/process.h"

#include <QByteArray>

#include <clocale>
#include <cstring>
#include <langinfo.h>
#include <sys/resource.h>

namespace parlance {

void prepareForQt()
{
    qputenv("QT_NO_GLIB", "1");
    std::setlocale(LC_ALL, "");
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0)
        qputenv("LC_ALL", "C.UTF-8");
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace parlance
