// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <array>

namespace parlance {

/// How often each error was answered, since the start. Event loop only.
class CallErrors
{
public:
    template <class T>
    void count(const Result<T> &answer)
    {
        if (!answer)
            ++m_counts[size_t(answer.error().code)];
    }
    quint64 of(ErrorCode code) const { return m_counts[size_t(code)]; }

private:
    std::array<quint64, ErrorCodeCount> m_counts{};
};

} // namespace parlance
