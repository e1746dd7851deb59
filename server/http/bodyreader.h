// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/headparser.h"
#include "http/linereader.h"

namespace parlance::http {

/// Reads one body: a known length or chunks (RFC 9112 section 7.1). Chunk extensions and trailers
/// are validated and discarded.
class BodyReader
{
public:
    /// `limits` must outlive the reader; `limit` is the maximum size of this body.
    std::optional<Rejection> start(const Framing &framing, const GuardLimits &limits, qint64 limit);
    /// Takes the bytes that belong to the body from the front of `bytes`.
    std::optional<Rejection> read(QByteArrayView &bytes);
    bool isDone() const { return m_part == Part::Done; }
    QByteArray &body() { return m_body; }

private:
    enum class Part { Length, ChunkSize, ChunkData, ChunkEnd, Trailer, Done };

    void readData(QByteArrayView &bytes);
    std::optional<Rejection> readLine(QByteArrayView &bytes);
    std::optional<Rejection> takeLine();
    std::optional<Rejection> chunkSize(QByteArrayView line);
    std::optional<Rejection> trailer(QByteArrayView line);
    qsizetype lineLimit() const;

    const GuardLimits *m_limits = nullptr;
    Part m_part = Part::Done;
    QByteArray m_body;
    LineReader m_line;
    /// Bytes left of the body, or of the current chunk.
    qint64 m_left = 0;
    qint64 m_limit = 0;
    qsizetype m_extensionBytes = 0;
    qsizetype m_trailerBytes = 0;
    int m_trailerLines = 0;
};

} // namespace parlance::http
