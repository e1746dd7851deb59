// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/options.h"
#include "socketio/packet.h"
#include "timers/timerqueue.h"

namespace parlance::socketio {

/// The packet whose attachments are due, and those that have come: bounded in bytes and in time.
class PartialPacket
{
public:
    /// `options` outlives it.
    PartialPacket(TimerQueue &timers, const Options &options);

    bool isDue() const { return m_packet.has_value(); }
    /// If isDue().
    const QByteArray &nsp() const { return m_packet->nsp; }
    /// `packet` has attachments. `late` runs if they do not come in time.
    void begin(Packet packet, std::function<void()> late);
    /// If isDue(). Unless `keep` the bytes count but are let go: an empty attachment takes their
    /// place. False: they are more than one packet may have.
    bool add(const QByteArray &attachment, bool keep);
    bool isComplete() const;
    void clear();

    struct Whole
    {
        Packet packet;
        std::vector<QByteArray> attachments;
    };
    /// Once isComplete(); after it nothing is due.
    Whole take();

private:
    const Options &m_options;
    std::optional<Packet> m_packet;
    std::vector<QByteArray> m_attachments;
    qsizetype m_bytes = 0;
    Deadline m_deadline;
};

} // namespace parlance::socketio
