// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/uniquefunction.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>

namespace parlance {

/// All deadlines of one event loop on a single precise QTimer, so that ten thousand heartbeats use
/// one Qt timer. Resolution 1 ms. Use it through Deadline. Event loop only.
class TimerQueue : public QObject
{
    Q_OBJECT

public:
    using Key = std::pair<qint64, quint64>;

    explicit TimerQueue(QObject *parent = nullptr);

    Key add(std::chrono::milliseconds delay, Task due);
    void remove(const Key &key);

private:
    void run();
    void arm();

    QTimer m_timer;
    std::map<Key, Task> m_due;
    quint64 m_lastId = 0;
    qint64 m_armedFor = -1;
};

/// One deadline; destroying or stopping it cancels it. `due` may destroy it.
class Deadline
{
public:
    explicit Deadline(TimerQueue &queue)
        : m_queue(queue)
    {
    }
    ~Deadline() { stop(); }
    Deadline(const Deadline &) = delete;
    Deadline &operator=(const Deadline &) = delete;

    /// Replaces an earlier deadline.
    void start(std::chrono::milliseconds delay, Task due);
    void stop();
    bool isActive() const { return m_active; }

private:
    TimerQueue &m_queue;
    TimerQueue::Key m_key{};
    bool m_active = false;
};

} // namespace parlance
