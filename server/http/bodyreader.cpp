// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/bodyreader.h"

#include "http/syntax.h"

#include <algorithm>

namespace parlance::http {

namespace {

constexpr Rejection tooLarge{413, "The body is too large"};
constexpr Rejection badChunk{400, "The chunked body is malformed"};
constexpr Rejection badTrailer{431, "The trailer is too large"};

} // namespace

std::optional<Rejection> BodyReader::start(const Framing &framing, const GuardLimits &limits,
                                           qint64 limit)
{
    m_limits = &limits;
    m_limit = limit;
    if (framing.chunked) {
        m_part = Part::ChunkSize;
        return std::nullopt;
    }
    if (framing.length > limit)
        return tooLarge;
    m_left = framing.length;
    m_part = m_left > 0 ? Part::Length : Part::Done;
    return std::nullopt;
}

std::optional<Rejection> BodyReader::read(QByteArrayView &bytes)
{
    while (!bytes.isEmpty() && m_part != Part::Done) {
        if (m_part == Part::Length || m_part == Part::ChunkData)
            readData(bytes);
        else if (auto refused = readLine(bytes))
            return refused;
    }
    return std::nullopt;
}

void BodyReader::readData(QByteArrayView &bytes)
{
    // Reserves memory for received bytes, not for the announced length, which a client may choose
    // freely.
    const qsizetype size = qsizetype(std::min<qint64>(m_left, bytes.size()));
    m_body.append(bytes.first(size));
    bytes = bytes.sliced(size);
    m_left -= size;
    if (m_left == 0)
        m_part = m_part == Part::Length ? Part::Done : Part::ChunkEnd;
}

qsizetype BodyReader::lineLimit() const
{
    if (m_part == Part::ChunkEnd)
        return 2;
    return m_part == Part::ChunkSize ? m_limits->chunkLine : m_limits->headers - m_trailerBytes;
}

std::optional<Rejection> BodyReader::readLine(QByteArrayView &bytes)
{
    switch (m_line.read(bytes, lineLimit())) {
    case LineReader::State::NeedMore:
        return std::nullopt;
    case LineReader::State::TooLong:
        return m_part == Part::Trailer ? badTrailer : badChunk;
    case LineReader::State::Malformed:
        return badChunk;
    case LineReader::State::Line:
        break;
    }
    return takeLine();
}

std::optional<Rejection> BodyReader::takeLine()
{
    const QByteArrayView line = m_line.line();
    if (m_part == Part::ChunkSize)
        return chunkSize(line);
    if (m_part == Part::Trailer)
        return trailer(line);
    m_part = Part::ChunkSize;
    return line.isEmpty() ? std::nullopt : std::optional(badChunk);
}

std::optional<Rejection> BodyReader::chunkSize(QByteArrayView line)
{
    const qsizetype semicolon = line.indexOf(';');
    const auto size = parseHex(semicolon < 0 ? line : line.first(semicolon));
    if (!size || !isFieldValue(line))
        return badChunk;
    if (semicolon >= 0)
        m_extensionBytes += line.size() - semicolon;
    if (m_extensionBytes > m_limits->chunkExtensions)
        return badChunk;
    if (m_body.size() + *size > m_limit)
        return tooLarge;
    m_left = *size;
    m_part = m_left > 0 ? Part::ChunkData : Part::Trailer;
    return std::nullopt;
}

std::optional<Rejection> BodyReader::trailer(QByteArrayView line)
{
    if (line.isEmpty()) {
        m_part = Part::Done;
        return std::nullopt;
    }
    m_trailerBytes += m_line.lineBytes();
    if (++m_trailerLines > m_limits->headerLines)
        return badTrailer;
    return parseFieldLine(line) ? std::nullopt : std::optional(badChunk);
}

} // namespace parlance::http
