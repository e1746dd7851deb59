// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bcrypt.h"

#include <algorithm>
#include <crypt.h>
#include <memory>
#include <sodium.h>

namespace parlance {

namespace {

/// "$2b$10$", 22 characters of salt, 31 of the hash.
constexpr qsizetype hashLength = 60;
constexpr qsizetype prefixLength = 7;
/// bcrypt ignores all bytes after these.
constexpr qsizetype passwordBytes = 72;
/// Each step doubles the time: this one takes seconds, on a thread that other calls wait for.
constexpr int greatestCost = 16;

bool isBase64(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '/';
}

} // namespace

bool isBcryptHash(const QByteArray &hash)
{
    const bool known =
        hash.startsWith("$2a$") || hash.startsWith("$2b$") || hash.startsWith("$2y$");
    if (hash.size() != hashLength || !known || hash[prefixLength - 1] != '$')
        return false;
    bool isNumber = false;
    const int cost = hash.mid(4, 2).toInt(&isNumber);
    return isNumber && cost >= 4 && cost <= greatestCost &&
           std::all_of(hash.begin() + prefixLength, hash.end(), isBase64);
}

bool bcryptMatches(const QByteArray &hash, const QByteArray &password)
{
    // crypt() reads up to the first NUL and would ignore the rest.
    if (!isBcryptHash(hash) || password.contains('\0'))
        return false;
    const auto work = std::make_unique<crypt_data>();
    // Truncated here, because crypt() refuses more than 512 bytes.
    const char *again =
        crypt_r(password.left(passwordBytes).constData(), hash.constData(), work.get());
    const bool same = again && QByteArrayView(again).size() == hashLength &&
                      sodium_memcmp(again, hash.constData(), size_t(hashLength)) == 0;
    sodium_memzero(work.get(), sizeof(crypt_data));
    return same;
}

} // namespace parlance
