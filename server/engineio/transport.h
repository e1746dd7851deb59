// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/codec.h"
#include "engineio/session.h"

namespace parlance::engineio {

/// What carries a session's packets at the moment. Owned by its session and told to write by it;
/// what comes in goes to the Listener.
class Transport
{
public:
    /// What became of a packet.
    enum class Verdict {
        Taken,
        /// The session is over; further packets do not count.
        Over,
        /// The session is over because the packet broke a rule.
        Broken
    };

    class Listener
    {
    public:
        virtual Verdict packetReceived(Transport *from, const Packet &packet) = 0;
        /// isReady() has become true.
        virtual void transportReady(Transport *transport) = 0;
        /// All that had come in is handled. May destroy the transport.
        virtual void transportDrained(Transport *transport) = 0;
        /// The peer has left or broken a rule.
        virtual void transportEnded(Transport *transport, CloseReason reason) = 0;

    protected:
        ~Listener() = default;
    };

    virtual ~Transport() = default;

    virtual QByteArray name() const = 0;
    /// Whether write() gets anything out now.
    virtual bool isReady() const = 0;
    /// What was written and has not yet been handed to the kernel.
    virtual qint64 bufferedBytes() const = 0;
    /// Whether each packet goes on its own, so that waiting for more is of no use.
    virtual bool isStream() const = 0;
    /// Writes from the front of `queue` what can go now.
    virtual void write(PacketQueue &queue) = 0;
    /// Ends the transport after what was written; the listener hears no more of it.
    virtual void close(CloseReason reason) = 0;
};

} // namespace parlance::engineio
