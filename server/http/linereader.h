// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace parlance::http {

/// Cuts a byte stream into lines that end in CRLF, wherever the stream is split.
class LineReader
{
public:
    enum class State {
        /// All bytes were taken, the line is not complete.
        NeedMore,
        /// line() holds one.
        Line,
        /// More than the allowed bytes, CRLF included.
        TooLong,
        /// A bare CR or LF, or NUL.
        Malformed
    };

    /// Takes the bytes of at most one line off the front of `bytes`.
    State read(QByteArrayView &bytes, qsizetype maxBytes);
    /// Without its CRLF; valid until the next read() and no longer than the bytes it came from.
    QByteArrayView line() const { return m_line; }
    /// How many bytes the line took, CRLF included.
    qsizetype lineBytes() const { return m_line.size() + 2; }
    /// No byte of an unfinished line is held.
    bool isEmpty() const { return m_done || m_partial.isEmpty(); }

private:
    QByteArray m_partial;
    QByteArrayView m_line;
    bool m_done = false;
};

} // namespace parlance::http
