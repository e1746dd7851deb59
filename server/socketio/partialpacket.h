// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/uniquefunction.h"
#include "socketio/options.h"
#include "socketio/packet.h"
#include "timers/timerqueue.h"

namespace parlance::socketio {

/// The packet that waits for attachments, with those received so far; bounded in bytes and in time.
class PartialPacket
{
public:
    /// `options` outlives it.
    PartialPacket(TimerQueue &timers, const Options &options);

    bool isDue() const { return m_packet.has_value(); }
    /// Only if isDue().
    const QByteArray &nsp() const { return m_packet->nsp; }
    /// `packet` has attachments. `late` runs if they do not arrive in time.
    void begin(Packet packet, Task late);
    /// Only if isDue(). If not `keep`, the bytes are counted but not stored: an empty attachment
    /// replaces them. False: they exceed the limit of one packet.
    bool add(const QByteArray &attachment, bool keep);
    bool isComplete() const;
    void clear();

    struct Whole
    {
        Packet packet;
        std::vector<QByteArray> attachments;
    };
    /// Only if isComplete(); after it no attachment is expected.
    Whole take();

private:
    const Options &m_options;
    std::optional<Packet> m_packet;
    std::vector<QByteArray> m_attachments;
    qsizetype m_bytes = 0;
    Deadline m_deadline;
};

} // namespace parlance::socketio
