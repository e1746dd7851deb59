// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/payloadreader.h"
#include "engineio/transport.h"
#include "http/exchange.h"

#include <QObject>

namespace parlance::engineio {

/// HTTP long-polling: GETs that hang until there is something to say, POSTs with the client's
/// packets ("HTTP long-polling" in the protocol's document). A request comes with its whole body,
/// so two POSTs overlap only if one comes while the packets of another are being handled. A long
/// POST is read and handled over several turns of the event loop and answered after the last one:
/// nobody stops the server with large bodies or small packets, and no client piles up more of them.
class PollingTransport final : public Transport
{
public:
    /// `maxPayload` bounds a POST's body and a GET's answer, in bytes.
    PollingTransport(Listener &listener, const Encoding &encoding, qsizetype maxPayload);
    ~PollingTransport() override;

    /// A GET or POST of this session.
    void handleRequest(const http::ExchangePtr &exchange);
    /// Whether packets of a POST are still to be handled.
    bool isReceiving() const { return bool(m_post); }

    QByteArray name() const override { return QByteArrayLiteral("polling"); }
    bool isReady() const override { return bool(m_poll); }
    qint64 bufferedBytes() const override { return 0; }
    bool isStream() const override { return false; }
    void write(PacketQueue &queue) override;
    void close(CloseReason reason) override;

private:
    void handlePoll(const http::ExchangePtr &exchange);
    void handlePost(const http::ExchangePtr &exchange);
    void refuse(const http::ExchangePtr &exchange);
    void receive();
    void receivePackets();
    void continueSoon();
    void answerPost(Verdict verdict);
    void answerPoll(const std::vector<OutgoingPacket> &packets);
    void pollAborted();

    Listener &m_listener;
    const Encoding m_encoding;
    const qsizetype m_maxPayload;
    /// The hanging GET.
    http::ExchangePtr m_poll;
    /// The POST whose packets are being handled, and what is left of it.
    http::ExchangePtr m_post;
    PayloadReader m_body;
    bool m_receiving = false;
    /// Cancels what is to follow in a later turn.
    QObject m_context;
};

} // namespace parlance::engineio
