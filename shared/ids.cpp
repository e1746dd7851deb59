// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ids.h"

#include <QRandomGenerator>

namespace parlance {

namespace {

int hexDigit(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= '0' && u <= '9')
        return u - '0';
    if (u >= 'a' && u <= 'f')
        return u - 'a' + 10;
    if (u >= 'A' && u <= 'F')
        return u - 'A' + 10;
    return -1;
}

} // namespace

std::optional<RawId> rawIdFromHex(QStringView text)
{
    if (text.size() != 2 * RawId::Size)
        return std::nullopt;
    RawId id;
    for (qsizetype i = 0; i < RawId::Size; ++i) {
        const int high = hexDigit(text[2 * i]);
        const int low = hexDigit(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        id.bytes[size_t(i)] = uchar(high << 4 | low);
    }
    return id;
}

QString rawIdToHex(const RawId &id)
{
    static constexpr char digits[] = "0123456789abcdef";
    QString text(2 * RawId::Size, Qt::Uninitialized);
    QChar *out = text.data();
    for (const uchar byte : id.bytes) {
        *out++ = QLatin1Char(digits[byte >> 4]);
        *out++ = QLatin1Char(digits[byte & 15]);
    }
    return text;
}

RawId randomId()
{
    std::array<quint32, RawId::Size / sizeof(quint32)> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    RawId id;
    std::memcpy(id.bytes.data(), words.data(), RawId::Size);
    return id;
}

IdGenerator::IdGenerator()
{
    auto *random = QRandomGenerator::system();
    for (uchar &byte : m_random)
        byte = uchar(random->generate());
}

RawId IdGenerator::next(qint64 epochMs)
{
    // Keeps ids ascending if the clock steps back, or after more than 2^24 ids in a second: the
    // seconds then run ahead of the clock.
    const auto now = quint32(epochMs / 1000);
    if (now > m_seconds || m_issuedThisSecond >= 0x100'0000) {
        m_seconds = now > m_seconds ? now : m_seconds + 1;
        m_counter = 0;
        m_issuedThisSecond = 0;
    }
    RawId id;
    for (int i = 0; i < 4; ++i)
        id.bytes[size_t(i)] = uchar(m_seconds >> (24 - 8 * i));
    std::memcpy(id.bytes.data() + 4, m_random.data(), m_random.size());
    for (int i = 0; i < 3; ++i)
        id.bytes[9 + size_t(i)] = uchar(m_counter >> (16 - 8 * i));
    m_counter = (m_counter + 1) & 0xff'ffff;
    ++m_issuedThisSecond;
    return id;
}

} // namespace parlance
