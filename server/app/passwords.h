// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

namespace parlance {

/// Password hashing (Argon2id, RFC 9106, through libsodium) in a bounded pool of threads, because
/// hashing on the event loop would block all clients. Callbacks run on the thread that owns the
/// object. Both calls may answer Overloaded when too many are waiting.
class Passwords : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        int threads = 2;
        /// Further calls are refused. The running calls use threads × memoryBytes of memory.
        int maxWaiting = 64;
        /// OWASP's second recommendation for Argon2id: about 15 ms a hash.
        unsigned long long operations = 2;
        size_t memoryBytes = 19 * 1024 * 1024;
    };

    explicit Passwords(Options options, QObject *parent = nullptr);
    /// Waits for running calls; waiting calls are dropped unanswered.
    ~Passwords() override;

    void hash(const QString &password, Callback<QString> done);
    /// Whether the hash is of another kind than hash() makes, as those of imported accounts are.
    static bool isOutdated(const QString &hash);
    /// Compares in constant time; accepts bcrypt hashes too. An empty `hash` (no such user) takes
    /// as long as a real one and never matches.
    void verify(const QString &hash, const QString &password, Callback<bool> done);
    /// A one-time password of 18 characters.
    static QString random();
    /// Blocking; for the command line.
    Result<QString> hashNow(const QString &password) const;

private:
    void startThreads();
    template <class T>
    void run(std::function<Result<T>()> work, Callback<T> done);

    Options m_options;
    QThreadPool m_pool;
    QByteArray m_nobodysHash;
    int m_waiting = 0;
};

} // namespace parlance
