// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/payloadreader.h"
#include "engineio/transport.h"
#include "http/exchange.h"

#include <QObject>

namespace parlance::engineio {

/// HTTP long-polling: GETs that stay open until there is something to send, POSTs with the client's
/// packets ("HTTP long-polling" in the protocol's document). A request arrives with its whole body,
/// so two POSTs overlap only if one arrives while the packets of another are being handled. A long
/// POST is handled over several turns of the event loop and answered after the last one. Thus large
/// bodies or many small packets do not block the server, and a client cannot queue more of them.
class PollingTransport final : public Transport
{
public:
    /// `maxPayload` limits a POST's body and a GET's answer, in bytes.
    PollingTransport(Listener &listener, const Encoding &encoding, qsizetype maxPayload);
    ~PollingTransport() override;

    /// A GET or POST of this session.
    void handleRequest(const http::ExchangePtr &exchange);
    /// Whether packets of a POST are not handled yet.
    bool isReceiving() const { return bool(m_post); }

    QByteArray name() const override { return QByteArrayLiteral("polling"); }
    bool isReady() const override { return bool(m_poll); }
    qint64 bufferedBytes() const override { return 0; }
    ByteCounts bytes() const override { return m_bytes; }
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
    /// The open GET.
    http::ExchangePtr m_poll;
    /// The POST whose packets are being handled, and the rest of its body.
    http::ExchangePtr m_post;
    PayloadReader m_body;
    bool m_receiving = false;
    ByteCounts m_bytes;
    /// Context object: destroying it cancels work scheduled for a later turn.
    QObject m_context;
};

} // namespace parlance::engineio
