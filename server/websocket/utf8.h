// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace parlance::websocket {

/// Validates UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF) in pieces
/// that may end within a character.
class Utf8Validator
{
public:
    /// False from the first byte that no continuation could make valid.
    bool feed(QByteArrayView bytes);
    /// No character is incomplete.
    bool isComplete() const { return m_needed == 0; }
    void reset() { *this = {}; }

private:
    bool startCharacter(uchar byte);

    /// Number of continuation bytes still expected, and the range of the next one.
    uchar m_needed = 0;
    uchar m_lowest = 0x80;
    uchar m_highest = 0xbf;
};

} // namespace parlance::websocket
