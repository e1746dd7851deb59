// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

/// What a fuzz target consists of. libFuzzer's main and the one that replays the corpus share it.
namespace parlance::fuzz {

/// Judges one input. Aborts where something that must hold does not.
void judge(QByteArrayView input);

/// Says what was wrong, and aborts.
[[noreturn]] void fail(const char *what, const char *file, int line);

} // namespace parlance::fuzz

/// An assertion that holds in every build.
#define FUZZ_CHECK(condition)                                                                      \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ::parlance::fuzz::fail(#condition, __FILE__, __LINE__);                                \
    } while (false)
