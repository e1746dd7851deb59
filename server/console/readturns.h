// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/uniquefunction.h"

#include <deque>
#include <memory>
#include <utility>

namespace parlance::console {

/// Reads of the database by views: one at a time, in the order in which they were asked for.
/// However many subscriptions there are, they keep only one of the storage's readers busy, so the
/// reads of chat clients do not wait behind them.
class ReadTurns
{
public:
    /// Begins to read, and calls `done` once, inside the call or later.
    using Read = UniqueFunction<void(Task done)>;

    void add(Read read)
    {
        m_queue->waiting.push_back(std::move(read));
        next(m_queue);
    }

private:
    struct Queue
    {
        std::deque<Read> waiting;
        bool isReading = false;
        /// next() is on the stack: reads that are done inside the call do not nest.
        bool isStarting = false;
    };

    static void next(const std::shared_ptr<Queue> &queue)
    {
        if (std::exchange(queue->isStarting, true))
            return;
        while (!queue->isReading && !queue->waiting.empty()) {
            queue->isReading = true;
            Read read = std::move(queue->waiting.front());
            queue->waiting.pop_front();
            read([weak = std::weak_ptr(queue)] {
                if (const auto self = weak.lock()) {
                    self->isReading = false;
                    next(self);
                }
            });
        }
        queue->isStarting = false;
    }

    /// A read may be answered after this object's end.
    const std::shared_ptr<Queue> m_queue = std::make_shared<Queue>();
};

} // namespace parlance::console
