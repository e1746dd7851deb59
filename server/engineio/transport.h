// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/codec.h"
#include "engineio/session.h"

namespace parlance::engineio {

/// What a transport has carried; see ConnectionFacts.
struct ByteCounts
{
    quint64 in = 0;
    quint64 out = 0;
};

/// The current transport of a session. Owned by its session, which tells it to write; received
/// packets go to the Listener.
class Transport
{
public:
    /// The result of handling a packet.
    enum class Verdict {
        Taken,
        /// The session is over; further packets are ignored.
        Over,
        /// The session is over because the packet violated the protocol.
        Broken
    };

    class Listener
    {
    public:
        virtual Verdict packetReceived(Transport *from, const Packet &packet) = 0;
        /// isReady() has become true.
        virtual void transportReady(Transport *transport) = 0;
        /// Everything received is handled. May destroy the transport.
        virtual void transportDrained(Transport *transport) = 0;
        /// The peer has disconnected or violated the protocol.
        virtual void transportEnded(Transport *transport, CloseReason reason) = 0;

    protected:
        ~Listener() = default;
    };

    virtual ~Transport() = default;

    virtual QByteArray name() const = 0;
    /// Whether write() can send anything now.
    virtual bool isReady() const = 0;
    /// Bytes written but not yet passed to the kernel.
    virtual qint64 bufferedBytes() const = 0;
    virtual ByteCounts bytes() const = 0;
    /// Whether each packet is sent on its own, so that batching is of no use.
    virtual bool isStream() const = 0;
    /// Writes as many packets from the front of `queue` as can be sent now.
    virtual void write(PacketQueue &queue) = 0;
    /// Ends the transport after everything written is sent; the listener is not called any more.
    virtual void close(CloseReason reason) = 0;
};

} // namespace parlance::engineio
