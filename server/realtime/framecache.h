// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/connection.h"
#include "domain/events.h"

#include <QHash>

#include <functional>
#include <optional>

namespace parlance {

/// Encodes an event for one format of connections.
using FrameEncoder = std::function<Frame(const Event &, const PushFormat &)>;

/// The frames of one event, each format encoded once, on first use.
class FrameCache
{
public:
    FrameCache(const FrameEncoder &encoder, const Event &event)
        : m_encoder(encoder)
        , m_event(event)
    {
    }

    const Event &event() const { return m_event; }
    /// Valid until the next call.
    const Frame &frame(const PushFormat &format);

private:
    const FrameEncoder &m_encoder;
    const Event &m_event;
    QHash<PushFormat, Frame> m_frames;
    /// Consecutive receivers mostly have the same format.
    PushFormat m_lastFormat;
    std::optional<Frame> m_last;
};

} // namespace parlance
