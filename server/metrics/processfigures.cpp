// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/processfigures.h"

#include <QFile>

#include <filesystem>
#include <iterator>
#include <sys/resource.h>
#include <unistd.h>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

double secondsOf(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

// One of them is that of the look-up itself.
qint64 openDescriptors()
{
    std::error_code error;
    const std::filesystem::directory_iterator names("/proc/self/fd", error);
    return error ? 0 : qint64(std::distance(begin(names), end(names))) - 1;
}

qint64 descriptorLimit()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? qint64(limit.rlim_cur) : 0;
}

} // namespace

double processCpuSeconds()
{
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
    return secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readLine().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

ProcessFigures processFigures()
{
    return {processCpuSeconds(), residentBytes(), openDescriptors(), descriptorLimit()};
}

} // namespace parlance
