// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/framecache.h"

#include <QCache>

namespace parlance {

/// The frames of stored changes that were asked for lately: after a restart, all clients of a room
/// come back for the same ones. Bounded; those that were not asked for longest go first. Event loop
/// only.
class RecentFrames
{
public:
    /// `bytes`: of all frames together.
    explicit RecentFrames(qsizetype bytes = qsizetype(4) * 1024 * 1024)
        : m_frames(bytes)
    {
    }
    Frame frame(const FrameEncoder &encoder, const Event &event, PushFormat format);

private:
    /// One change may be news to one client and an edit to another: the position is not enough.
    struct Key
    {
        qint64 position;
        size_t kind;
        PushFormat format;

        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.position, key.kind, key.format);
        }
    };

    QCache<Key, Frame> m_frames;
};

} // namespace parlance
