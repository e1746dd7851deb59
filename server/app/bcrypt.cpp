// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bcrypt.h"

#include <crypt.h>
#include <memory>
#include <sodium.h>

namespace parlance {

namespace {

/// "$2b$10$", 22 characters of salt, 31 of the hash.
constexpr qsizetype hashLength = 60;

} // namespace

bool isBcryptHash(const QByteArray &hash)
{
    return hash.size() == hashLength &&
           (hash.startsWith("$2a$") || hash.startsWith("$2b$") || hash.startsWith("$2y$"));
}

bool bcryptMatches(const QByteArray &hash, const QByteArray &password)
{
    // crypt() takes text up to the first NUL: what comes behind it would not count.
    if (!isBcryptHash(hash) || password.contains('\0'))
        return false;
    const auto work = std::make_unique<crypt_data>();
    const char *again = crypt_r(password.constData(), hash.constData(), work.get());
    const bool same = again && QByteArrayView(again).size() == hashLength &&
                      sodium_memcmp(again, hash.constData(), size_t(hashLength)) == 0;
    sodium_memzero(work.get(), sizeof(crypt_data));
    return same;
}

} // namespace parlance
