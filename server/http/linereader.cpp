// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/linereader.h"

namespace parlance::http {

LineReader::State LineReader::read(QByteArrayView &bytes, qsizetype maxBytes)
{
    if (m_done) {
        m_partial.clear();
        m_done = false;
    }
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0) {
        // The bytes so far and at least one more, so that the limit does not depend on
        // fragmentation.
        if (m_partial.size() + bytes.size() >= maxBytes)
            return State::TooLong;
        m_partial.append(bytes);
        bytes = {};
        return State::NeedMore;
    }
    if (m_partial.size() + end + 1 > maxBytes)
        return State::TooLong;
    m_line = bytes.first(end);
    bytes = bytes.sliced(end + 1);
    if (!m_partial.isEmpty()) {
        m_partial.append(m_line);
        m_line = m_partial;
        m_done = true;
    }
    if (!m_line.endsWith('\r'))
        return State::Malformed;
    m_line.chop(1);
    if (m_line.contains('\r') || m_line.contains('\0'))
        return State::Malformed;
    return State::Line;
}

} // namespace parlance::http
