// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/sid.h"

#include <QRandomGenerator>

#include <array>

namespace parlance::engineio {

QByteArray newSid()
{
    // fillRange() fills whole words, so 6 of their 24 bytes are unused; 18 bytes are whole groups
    // of base64.
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), 18);
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace parlance::engineio
