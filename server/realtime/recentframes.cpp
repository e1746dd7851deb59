// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/recentframes.h"

namespace parlance {

Frame RecentFrames::frame(const FrameEncoder &encoder, const Event &event, PushFormat format)
{
    const qint64 position = positionOf(event);
    if (position <= 0)
        return encoder(event, format);
    const Key key{position, event.index(), format};
    if (const Frame *known = m_frames.object(key))
        return *known;
    Frame frame = encoder(event, format);
    // Memory of an entry besides the frame.
    constexpr qsizetype overhead = 200;
    m_frames.insert(key, new Frame(frame),
                    frame.payload.size() + frame.webSocketFrame.size() + overhead);
    return frame;
}

} // namespace parlance
