// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace parlance {

/// Of this process, as Linux counts it; 0: not known.
struct ProcessFigures
{
    /// User and system time of all threads.
    double cpuSeconds = 0;
    /// Resident.
    qint64 memoryBytes = 0;
    qint64 descriptors = 0;
    /// The soft limit of descriptors.
    qint64 descriptorLimit = 0;
};

double processCpuSeconds();
qint64 residentBytes();
/// All of them. Takes a microsecond for each few open descriptors.
ProcessFigures processFigures();

} // namespace parlance
