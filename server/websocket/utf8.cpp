// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/utf8.h"

#include <cstring>

namespace parlance::websocket {

namespace {

/// The number of leading ASCII bytes, in steps of eight.
qsizetype asciiBlocks(const char *data, qsizetype size)
{
    qsizetype done = 0;
    while (size - done >= 8) {
        quint64 block;
        std::memcpy(&block, data + done, 8);
        if (block & 0x8080808080808080ull)
            break;
        done += 8;
    }
    return done;
}

} // namespace

bool Utf8Validator::feed(QByteArrayView bytes)
{
    const char *data = bytes.data();
    for (qsizetype i = 0; i < bytes.size();) {
        if (m_needed == 0) {
            i += asciiBlocks(data + i, bytes.size() - i);
            if (i == bytes.size())
                break;
        }
        const auto byte = uchar(data[i++]);
        if (m_needed == 0) {
            if (!startCharacter(byte))
                return false;
            continue;
        }
        if (byte < m_lowest || byte > m_highest)
            return false;
        --m_needed;
        m_lowest = 0x80;
        m_highest = 0xbf;
    }
    return true;
}

bool Utf8Validator::startCharacter(uchar byte)
{
    if (byte < 0x80)
        return true;
    // The range of the second byte excludes overlong forms, surrogates and values that are too
    // high.
    if (byte >= 0xc2 && byte <= 0xdf) {
        m_needed = 1;
    } else if (byte >= 0xe0 && byte <= 0xef) {
        m_needed = 2;
        m_lowest = byte == 0xe0 ? 0xa0 : 0x80;
        m_highest = byte == 0xed ? 0x9f : 0xbf;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
        m_needed = 3;
        m_lowest = byte == 0xf0 ? 0x90 : 0x80;
        m_highest = byte == 0xf4 ? 0x8f : 0xbf;
    } else {
        return false;
    }
    return true;
}

} // namespace parlance::websocket
