// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/framecache.h"

#include <QCache>

namespace parlance {

/// Cache of recently requested frames of stored changes: after a restart, all clients of a room
/// reconnect and request the same ones. Bounded; the least recently used go first. Event loop only.
class RecentFrames
{
public:
    /// `bytes`: total size of all frames.
    explicit RecentFrames(qsizetype bytes = qsizetype(4) * 1024 * 1024)
        : m_frames(bytes)
    {
    }
    Frame frame(const FrameEncoder &encoder, const Event &event, PushFormat format);

private:
    /// The position is not enough: one change may be a new message to one client and an edit to
    /// another.
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
