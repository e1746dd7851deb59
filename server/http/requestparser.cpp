// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestparser.h"

#include "http/syntax.h"

#include <utility>

namespace parlance::http {

RequestParser::State RequestParser::feed(QByteArrayView &bytes)
{
    if (m_state == State::Idle && !bytes.isEmpty())
        m_state = State::Head;
    if (m_state == State::Head)
        readHead(bytes);
    if (m_state == State::Body)
        readBody(bytes);
    return m_state;
}

RawRequest RequestParser::take()
{
    RawRequest request = std::move(m_head.request());
    request.body = std::move(m_body.body());
    m_head = {};
    m_body = {};
    m_state = State::Idle;
    m_headerBytes = 0;
    m_headerLines = 0;
    m_hasRequestLine = m_skippedEmptyLine = m_bodyBegun = false;
    return request;
}

bool RequestParser::wantsContinue() const
{
    return m_state == State::Body && !m_bodyBegun && m_head.framing().expectsContinue;
}

void RequestParser::readHead(QByteArrayView &bytes)
{
    while (m_state == State::Head && !bytes.isEmpty()) {
        // Rejects input that is not HTTP, such as a TLS hello, at its first byte instead of after a
        // line.
        const char first = bytes.front();
        if (!m_hasRequestLine && m_line.isEmpty() && first != '\r' && !isTokenCharacter(first)) {
            reject({400, "This is not HTTP"});
            return;
        }
        readHeadLine(bytes);
    }
}

void RequestParser::readHeadLine(QByteArrayView &bytes)
{
    const qsizetype limit =
        m_hasRequestLine ? m_limits.headers - m_headerBytes : m_limits.requestLine;
    switch (m_line.read(bytes, limit)) {
    case LineReader::State::NeedMore:
        return;
    case LineReader::State::TooLong:
        reject(m_hasRequestLine ? Rejection{431, "The header is too large"}
                                : Rejection{414, "The request target is too long"});
        return;
    case LineReader::State::Malformed:
        reject({400, "A line holds a control character"});
        return;
    case LineReader::State::Line:
        takeHeadLine();
    }
}

void RequestParser::takeHeadLine()
{
    const QByteArrayView line = m_line.line();
    if (!m_hasRequestLine) {
        // RFC 9112 section 2.2: one empty line before the request is ignored.
        if (line.isEmpty() && !std::exchange(m_skippedEmptyLine, true))
            return;
        m_hasRequestLine = true;
        if (auto refused = m_head.requestLine(line))
            reject(*refused);
        return;
    }
    if (line.isEmpty()) {
        finishHead();
        return;
    }
    m_headerBytes += m_line.lineBytes();
    if (++m_headerLines > m_limits.headerLines)
        reject({431, "The header has too many lines"});
    else if (auto refused = m_head.field(line))
        reject(*refused);
}

void RequestParser::finishHead()
{
    if (auto refused = m_head.finish()) {
        reject(*refused);
        return;
    }
    const QByteArray &target = m_head.request().target;
    const qsizetype limit = m_limits.bodyOf ? m_limits.bodyOf(target) : m_limits.body;
    if (auto refused = m_body.start(m_head.framing(), m_limits, limit)) {
        reject(*refused);
        return;
    }
    m_state = m_body.isDone() ? State::Complete : State::Body;
}

void RequestParser::readBody(QByteArrayView &bytes)
{
    m_bodyBegun = m_bodyBegun || !bytes.isEmpty();
    if (auto refused = m_body.read(bytes))
        reject(*refused);
    else if (m_body.isDone())
        m_state = State::Complete;
}

void RequestParser::reject(const Rejection &rejection)
{
    m_rejection = rejection;
    m_state = State::Rejected;
}

} // namespace parlance::http
