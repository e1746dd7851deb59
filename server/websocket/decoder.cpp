// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/decoder.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <utility>

namespace parlance::websocket {

namespace {

/// XORs with the key, starting at `offset` of the payload (RFC 6455 section 5.3).
void unmask(char *data, qsizetype size, const uchar *key, quint64 offset)
{
    uchar turned[8];
    for (int i = 0; i < 8; ++i)
        turned[i] = key[(offset + quint64(i)) & 3];
    quint64 wide;
    std::memcpy(&wide, turned, 8);
    qsizetype i = 0;
    for (; size - i >= 8; i += 8) {
        quint64 block;
        std::memcpy(&block, data + i, 8);
        block ^= wide;
        std::memcpy(data + i, &block, 8);
    }
    for (; i < size; ++i)
        data[i] = char(uchar(data[i]) ^ turned[i & 7]);
}

bool isKnown(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
    case Opcode::Text:
    case Opcode::Binary:
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        return true;
    }
    return false;
}

} // namespace

Incoming Decoder::next(QByteArrayView &bytes)
{
    while (!m_failed) {
        if (!m_inPayload) {
            if (!readHeader(bytes))
                return {};
            quint16 error = checkHeader();
            if (!error)
                error = readLength();
            if (!error)
                error = startPayload();
            if (error)
                return fail(error);
        }
        if (const quint16 error = readPayload(bytes))
            return fail(error);
        if (m_read < m_length)
            return {};
        Incoming incoming = finishFrame();
        if (incoming.kind != Incoming::Kind::Nothing)
            return incoming;
    }
    bytes = {};
    return {};
}

int Decoder::lengthBytes() const
{
    const int length = m_header[1] & 0x7f;
    return length == 126 ? 2 : length == 127 ? 8 : 0;
}

/// True if the header, including the masking key, is complete or already invalid.
bool Decoder::readHeader(QByteArrayView &bytes)
{
    while (!bytes.isEmpty()) {
        const int wanted = m_headerSize < 2 ? 2 : headerSize();
        const auto size = std::min<qsizetype>(wanted - m_headerSize, bytes.size());
        std::memcpy(m_header + m_headerSize, bytes.data(), size_t(size));
        m_headerSize = uchar(m_headerSize + size);
        bytes = bytes.sliced(size);
        // An unmasked frame has no key to wait for: it is refused at its second byte.
        if (m_headerSize >= 2 && (checkHeader() || m_headerSize == headerSize()))
            return true;
    }
    return false;
}

/// Checks the first two bytes: the code to close with, or 0.
quint16 Decoder::checkHeader() const
{
    const bool masked = m_header[1] & 0x80;
    if (!reservedBitsFit() || !masked || !isKnown(opcode()))
        return CloseProtocolError;
    if (isControl())
        return isFinal() && (m_header[1] & 0x7f) <= 125 ? 0 : CloseProtocolError;
    return checkStart();
}

/// RSV1 on the first frame of a data message marks it as compressed (RFC 7692 section 6).
bool Decoder::reservedBitsFit() const
{
    const int reserved = m_header[0] & 0x70;
    const bool starts = opcode() == Opcode::Text || opcode() == Opcode::Binary;
    return reserved == 0 || (reserved == 0x40 && m_deflate && starts);
}

/// A continuation needs a started message, and no other data frame may come before its end.
quint16 Decoder::checkStart() const
{
    const bool continues = opcode() == Opcode::Continuation;
    const bool inMessage = m_messageOpcode != Opcode::Continuation;
    return continues == inMessage ? 0 : CloseProtocolError;
}

quint16 Decoder::readLength()
{
    m_length = m_header[1] & 0x7f;
    if (m_length == 126) {
        m_length = qFromBigEndian<quint16>(m_header + 2);
        return m_length < 126 ? CloseProtocolError : 0;
    }
    if (m_length == 127) {
        m_length = qFromBigEndian<quint64>(m_header + 2);
        return m_length <= 0xffff || (m_length >> 63) ? CloseProtocolError : 0;
    }
    return 0;
}

quint16 Decoder::startPayload()
{
    m_read = 0;
    m_inPayload = true;
    if (isControl()) {
        m_control.clear();
        return 0;
    }
    if (opcode() != Opcode::Continuation) {
        m_messageOpcode = opcode();
        m_compressedBytes = 0;
        if (m_header[0] & 0x40)
            m_inflater = std::make_unique<Inflater>();
    }
    return m_length > quint64(bytesLeft()) ? CloseTooBig : 0;
}

/// Number of payload bytes that the message may still have.
qsizetype Decoder::bytesLeft() const
{
    if (!m_inflater)
        return m_maxMessageBytes - m_message.size();
    // Incompressible data grows a little.
    return m_maxMessageBytes + m_maxMessageBytes / 16 + 1024 - m_compressedBytes;
}

quint16 Decoder::readPayload(QByteArrayView &bytes)
{
    const auto size = qsizetype(std::min<quint64>(m_length - m_read, quint64(bytes.size())));
    const bool compressed = !isControl() && m_inflater;
    QByteArray piece;
    QByteArray &target = compressed ? piece : isControl() ? m_control : m_message;
    const qsizetype from = target.size();
    target.append(bytes.first(size));
    unmask(target.data() + from, size, m_header + headerSize() - 4, m_read);
    m_read += quint64(size);
    bytes = bytes.sliced(size);
    if (compressed) {
        m_compressedBytes += size;
        return inflate(piece, m_read == m_length && isFinal());
    }
    if (!isControl() && m_messageOpcode == Opcode::Text &&
        !m_utf8.feed(QByteArrayView(target).sliced(from)))
        return CloseInvalidPayload;
    return 0;
}

quint16 Decoder::inflate(QByteArrayView compressed, bool finish)
{
    quint16 error = 0;
    const auto output = [&](QByteArrayView piece) {
        error = append(piece);
        return error == 0;
    };
    const bool sound =
        m_inflater->feed(compressed, output) && (!finish || m_inflater->finish(output));
    if (!sound && !error)
        error = CloseInvalidPayload;
    return error;
}

/// Validates inflated bytes in their order, so that fragmentation does not affect the result.
quint16 Decoder::append(QByteArrayView piece)
{
    const qsizetype size = std::min(piece.size(), m_maxMessageBytes - m_message.size());
    if (m_messageOpcode == Opcode::Text && !m_utf8.feed(piece.first(size)))
        return CloseInvalidPayload;
    if (size < piece.size())
        return CloseTooBig;
    m_message.append(piece);
    return 0;
}

Incoming Decoder::finishFrame()
{
    m_inPayload = false;
    m_headerSize = 0;
    if (isControl())
        return finishControl();
    return isFinal() ? finishMessage() : Incoming();
}

Incoming Decoder::finishMessage()
{
    m_inflater.reset();
    if (!m_utf8.isComplete())
        return fail(CloseInvalidPayload);
    const bool text = m_messageOpcode == Opcode::Text;
    m_messageOpcode = Opcode::Continuation;
    m_utf8.reset();
    // A null message could not be distinguished from a missing one.
    if (m_message.isNull())
        m_message = QByteArray("");
    return {text ? Incoming::Kind::Text : Incoming::Kind::Binary, std::exchange(m_message, {}), 0};
}

Incoming Decoder::finishControl()
{
    if (opcode() == Opcode::Close)
        return finishClose();
    return {opcode() == Opcode::Ping ? Incoming::Kind::Ping : Incoming::Kind::Pong,
            std::exchange(m_control, {}), 0};
}

Incoming Decoder::finishClose()
{
    if (m_control.isEmpty())
        return {Incoming::Kind::Close, {}, 1005};
    if (m_control.size() < 2)
        return fail(CloseProtocolError);
    const auto code = qFromBigEndian<quint16>(m_control.constData());
    if (!isCloseCode(code))
        return fail(CloseProtocolError);
    Utf8Validator utf8;
    if (!utf8.feed(QByteArrayView(m_control).sliced(2)) || !utf8.isComplete())
        return fail(CloseInvalidPayload);
    return {Incoming::Kind::Close, m_control.sliced(2), code};
}

Incoming Decoder::fail(quint16 code)
{
    m_failed = true;
    m_inflater.reset();
    m_message.clear();
    return {Incoming::Kind::Error, {}, code};
}

} // namespace parlance::websocket
