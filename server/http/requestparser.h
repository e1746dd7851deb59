// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/bodyreader.h"

namespace parlance::http {

/// The guard: an incremental, strict parser of one connection's requests (RFC 9112). Its result
/// depends on the bytes alone, not on how they are fragmented. Uses no socket and no clock.
class RequestParser
{
public:
    enum class State {
        /// Between two requests; no byte of the next one was received.
        Idle,
        Head,
        Body,
        /// A request is ready for take(); nothing is read before that.
        Complete,
        /// Final state: nothing is read any more.
        Rejected
    };

    /// `limits` must outlive the parser.
    explicit RequestParser(const GuardLimits &limits)
        : m_limits(limits)
    {
    }

    /// Takes bytes from the front of `bytes` up to the end of one request; the rest belongs to the
    /// next one.
    State feed(QByteArrayView &bytes);
    State state() const { return m_state; }
    /// Only in Complete; the parser is Idle again after it.
    RawRequest take();
    /// RawRequest::target of the current or refused request, as far as it is known.
    const QByteArray &target() { return m_head.request().target; }
    /// Only in Rejected.
    const Rejection &rejection() const { return m_rejection; }
    /// The client waits for "100 Continue" and has not sent any of the body.
    bool wantsContinue() const;

private:
    void readHead(QByteArrayView &bytes);
    void readHeadLine(QByteArrayView &bytes);
    void takeHeadLine();
    void finishHead();
    void readBody(QByteArrayView &bytes);
    void reject(const Rejection &rejection);

    const GuardLimits &m_limits;
    State m_state = State::Idle;
    LineReader m_line;
    HeadParser m_head;
    BodyReader m_body;
    Rejection m_rejection;
    qsizetype m_headerBytes = 0;
    int m_headerLines = 0;
    bool m_hasRequestLine = false;
    bool m_skippedEmptyLine = false;
    bool m_bodyBegun = false;
};

} // namespace parlance::http
