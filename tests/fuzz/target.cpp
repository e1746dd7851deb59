// SPDX-License-Identifier: GPL-3.0-or-later
#include "target.h"

#include <cstdio>
#include <cstdlib>

namespace parlance::fuzz {

void fail(const char *what, const char *file, int line)
{
    std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    std::abort();
}

} // namespace parlance::fuzz
