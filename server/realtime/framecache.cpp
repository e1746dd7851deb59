// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/framecache.h"

namespace parlance {

const Frame &FrameCache::frame(const PushFormat &format)
{
    if (m_last && m_lastFormat == format)
        return *m_last;
    const auto known = m_frames.constFind(format);
    m_last =
        known != m_frames.cend() ? *known : *m_frames.insert(format, m_encoder(m_event, format));
    m_lastFormat = format;
    return *m_last;
}

} // namespace parlance
