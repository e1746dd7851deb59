// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace parlance {

/// Hashes of accounts imported from another backend: bcrypt in the forms that its libraries write,
/// "$2a$", "$2b$" and "$2y$", at a cost that is acceptable for a log-in (16). Thread-safe.
bool isBcryptHash(const QByteArray &hash);
/// Also false if the hash is malformed. Takes as long as its cost factor says: do not call it on
/// the event loop.
bool bcryptMatches(const QByteArray &hash, const QByteArray &password);

} // namespace parlance
