// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/events.h"
#include "realtime/connection.h"

#include <functional>
#include <utility>
#include <vector>

namespace parlance {

/// Encodes an event for one format of connections.
using FrameEncoder = std::function<Frame(const Event &, PushFormat)>;

/// The frames of one event, each format encoded once, on first use.
class FrameCache
{
public:
    FrameCache(const FrameEncoder &encoder, const Event &event)
        : m_encoder(encoder)
        , m_event(event)
    {
    }

    const Frame &frame(PushFormat format);

private:
    const FrameEncoder &m_encoder;
    const Event &m_event;
    // A handful of formats at most: a search beats a hash.
    std::vector<std::pair<PushFormat, Frame>> m_frames;
};

} // namespace parlance
