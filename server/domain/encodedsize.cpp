// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/encodedsize.h"

namespace parlance {

namespace {

/// Field names, ids, counters, times, the event's name and the frame around it: about 400, with a
/// margin.
constexpr qint64 envelopeBytes = 600;

int encodedBytes(char16_t unit)
{
    if (unit < 0x20)
        return 6;
    if (unit == u'"' || unit == u'\\')
        return 2;
    if (unit < 0x80)
        return 1;
    if (unit < 0x800)
        return 2;
    // A surrogate is half of a four-byte sequence, or becomes a three-byte replacement character if
    // unpaired.
    return 3;
}

} // namespace

qint64 encodedBytes(const QString &text)
{
    qint64 bytes = 0;
    for (const QChar unit : text)
        bytes += encodedBytes(unit.unicode());
    return bytes;
}

qint64 encodedBytes(const Message &message)
{
    return envelopeBytes + encodedBytes(message.author.username) + encodedBytes(message.text);
}

} // namespace parlance
