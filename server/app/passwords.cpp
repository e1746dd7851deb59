// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/passwords.h"

#include "app/bcrypt.h"

#include <QRandomGenerator>

#include <barrier>
#include <memory>
#include <sodium.h>

namespace parlance {

namespace {

Result<QByteArray> argon2id(const QByteArray &password, unsigned long long operations,
                            size_t memoryBytes)
{
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(hash, password.constData(), size_t(password.size()), operations,
                          memoryBytes) != 0) {
        return Error::of(ErrorCode::Overloaded, QStringLiteral("Out of memory"));
    }
    return QByteArray(hash);
}

} // namespace

Passwords::Passwords(Options options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
    startThreads();
    if (sodium_init() < 0)
        qFatal("libsodium cannot be initialised");
    char nothing[32];
    randombytes_buf(nothing, sizeof nothing);
    const auto hash =
        argon2id(QByteArray(nothing, sizeof nothing), options.operations, options.memoryBytes);
    m_nobodysHash = hash ? *hash : QByteArray();
}

// Starts all threads at once and keeps them: a new thread needs a file descriptor, and Qt aborts
// the process if none is left.
void Passwords::startThreads()
{
    m_pool.setMaxThreadCount(m_options.threads);
    m_pool.setExpiryTimeout(-1);
    // Not waitForDone(), which would end the threads.
    const auto together = std::make_shared<std::barrier<>>(m_options.threads + 1);
    for (int i = 0; i < m_options.threads; ++i)
        m_pool.start([together] { together->arrive_and_wait(); });
    together->arrive_and_wait();
}

Passwords::~Passwords()
{
    m_pool.clear();
    m_pool.waitForDone();
}

template <class T>
void Passwords::run(std::function<Result<T>()> work, Callback<T> done)
{
    if (m_waiting >= m_options.maxWaiting) {
        const Error busy = Error::retryLater(ErrorCode::Overloaded, std::chrono::seconds(1));
        QMetaObject::invokeMethod(
            this, [done = std::move(done), busy] { done(busy); }, Qt::QueuedConnection);
        return;
    }
    ++m_waiting;
    // The pool takes only what can be copied.
    const auto shared = std::make_shared<Callback<T>>(std::move(done));
    m_pool.start([this, work = std::move(work), shared] {
        QMetaObject::invokeMethod(
            this,
            [this, shared, result = work()] {
                --m_waiting;
                (*shared)(result);
            },
            Qt::QueuedConnection);
    });
}

QString Passwords::random()
{
    // Without similar characters, because it is read from a terminal. 18 of 56 characters are 104
    // bits.
    static constexpr char alphabet[] = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    QString password;
    for (int i = 0; i < 18; ++i) {
        password +=
            QLatin1Char(alphabet[QRandomGenerator::system()->bounded(int(sizeof alphabet - 1))]);
    }
    return password;
}

bool Passwords::isOutdated(const QString &hash)
{
    return isBcryptHash(hash.toLatin1());
}

void Passwords::hash(const QString &password, Callback<QString> done)
{
    run<QString>([this, password] { return hashNow(password); }, std::move(done));
}

void Passwords::verify(const QString &hash, const QString &password, Callback<bool> done)
{
    const bool known = !hash.isEmpty();
    const QByteArray stored = known ? hash.toLatin1() : m_nobodysHash;
    run<bool>(
        [known, stored, secret = password.toUtf8()]() -> Result<bool> {
            if (isBcryptHash(stored))
                return bcryptMatches(stored, secret);
            const int wrong = crypto_pwhash_str_verify(stored.constData(), secret.constData(),
                                                       size_t(secret.size()));
            return known && wrong == 0;
        },
        std::move(done));
}

Result<QString> Passwords::hashNow(const QString &password) const
{
    const auto hash = argon2id(password.toUtf8(), m_options.operations, m_options.memoryBytes);
    if (!hash)
        return hash.error();
    return QString::fromLatin1(*hash);
}

} // namespace parlance
