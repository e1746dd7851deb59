// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace parlance::bench {

/// Counts durations in buckets of at most 1.6 % of the duration.
class Histogram
{
public:
    void add(uint64_t nanoseconds)
    {
        const uint64_t value = std::max<uint64_t>(nanoseconds / Unit, 1);
        const int shift = std::max(int(std::bit_width(value)) - Bits, 0);
        ++m_counts[size_t(shift)][size_t(value >> shift)];
        ++m_total;
    }

    /// The duration that this share (0 to 1) of all stays below; 0 if there are none.
    double microseconds(double share) const
    {
        const auto wanted = uint64_t(double(m_total) * share);
        uint64_t seen = 0;
        for (size_t shift = 0; shift < m_counts.size(); ++shift) {
            for (size_t i = 0; i < m_counts[shift].size(); ++i) {
                seen += m_counts[shift][i];
                if (seen > wanted)
                    return double(uint64_t(i) << shift) * Unit / 1000;
            }
        }
        return 0;
    }

private:
    /// Nanoseconds.
    static constexpr int Unit = 100;
    static constexpr int Bits = 7;

    std::array<std::array<uint64_t, size_t(1) << Bits>, 64 - Bits> m_counts{};
    uint64_t m_total = 0;
};

} // namespace parlance::bench
