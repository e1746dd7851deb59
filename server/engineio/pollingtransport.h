// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/transport.h"
#include "http/exchange.h"

namespace parlance::engineio {

/// HTTP long-polling: GETs that hang until there is something to say, POSTs with the client's
/// packets ("HTTP long-polling" in the protocol's document). A request comes with its whole body,
/// so two POSTs overlap only if one comes while the packets of another are being handled.
class PollingTransport final : public Transport
{
public:
    /// `maxPayload` bounds a POST's body and a GET's answer, in bytes.
    PollingTransport(Listener &listener, qsizetype maxPayload);
    ~PollingTransport() override;

    /// A GET or POST of this session.
    void handleRequest(const http::ExchangePtr &exchange);

    QByteArray name() const override { return QByteArrayLiteral("polling"); }
    bool isReady() const override { return bool(m_poll); }
    bool isStream() const override { return false; }
    void write(PacketQueue &queue) override;
    void close(CloseReason reason) override;

private:
    void handlePoll(const http::ExchangePtr &exchange);
    void handlePost(const http::ExchangePtr &exchange);
    Verdict receive(const QByteArray &body);
    void answerPoll(const QByteArray &payload);
    void pollAborted();

    Listener &m_listener;
    qsizetype m_maxPayload;
    /// The hanging GET.
    http::ExchangePtr m_poll;
    bool m_receiving = false;
};

} // namespace parlance::engineio
