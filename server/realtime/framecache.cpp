// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/framecache.h"

namespace parlance {

const Frame &FrameCache::frame(PushFormat format)
{
    for (const auto &[known, frame] : m_frames) {
        if (known == format)
            return frame;
    }
    return m_frames.emplace_back(format, m_encoder(m_event, format)).second;
}

} // namespace parlance
