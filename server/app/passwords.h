// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

namespace parlance {

/// Password hashing (Argon2id, RFC 9106, through libsodium) in a bounded pool of threads, since one
/// hash on the event loop would hold up everybody. The callbacks run on the thread that owns the
/// object; both calls may answer Overloaded when too many wait.
class Passwords : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        int threads = 2;
        /// Further calls are refused; the memory of those that run is threads × memoryBytes.
        int maxWaiting = 64;
        /// OWASP's second choice for Argon2id: about 15 ms a hash.
        unsigned long long operations = 2;
        size_t memoryBytes = 19 * 1024 * 1024;
    };

    explicit Passwords(Options options, QObject *parent = nullptr);
    /// Waits for what runs; what waits is dropped unanswered.
    ~Passwords() override;

    void hash(const QString &password, Callback<QString> done);
    /// Whether a hash is of another kind than hash() makes: of an account that was moved here.
    static bool isOutdated(const QString &hash);
    /// Compares in constant time, with hashes of bcrypt too. An empty `hash` (no such user) takes
    /// as long as a real one and is never right.
    void verify(const QString &hash, const QString &password, Callback<bool> done);
    /// For the command line, where waiting is right.
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
