// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace parlance::http {

/// Splits a byte stream into lines that end in CRLF, however the stream is fragmented.
class LineReader
{
public:
    enum class State {
        /// All bytes were consumed, the line is not complete.
        NeedMore,
        /// line() returns a complete line.
        Line,
        /// More than the allowed bytes, CRLF included.
        TooLong,
        /// A bare CR or LF, or NUL.
        Malformed
    };

    /// Takes the bytes of at most one line from the front of `bytes`.
    State read(QByteArrayView &bytes, qsizetype maxBytes);
    /// Without its CRLF; valid until the next read() and no longer than the bytes it came from.
    QByteArrayView line() const { return m_line; }
    /// How many bytes the line took, CRLF included.
    qsizetype lineBytes() const { return m_line.size() + 2; }
    /// No part of an unfinished line is buffered.
    bool isEmpty() const { return m_done || m_partial.isEmpty(); }

private:
    QByteArray m_partial;
    QByteArrayView m_line;
    bool m_done = false;
};

} // namespace parlance::http
