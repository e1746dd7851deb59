// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/passwords.h"

#include <qt6keychain/keychain.h>

namespace parlance::gui {

namespace {

const QString keychainService = QStringLiteral("parlance-admin");

Passwords::Answer keychainAnswer(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return {};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {.password = {},
                .problem = KeychainPasswords::tr("This computer has no keychain that is open, so "
                                                 "the password is not kept."),
                .isMissing = true};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {.password = {}, .problem = KeychainPasswords::tr("The keychain was not opened.")};
    default:
        return {.password = {},
                .problem =
                    KeychainPasswords::tr("The keychain does not work: %1").arg(job.errorString())};
    }
}

} // namespace

void KeychainPasswords::read(const QString &key, Done done)
{
    auto *const job = new QKeychain::ReadPasswordJob(keychainService, this);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this, [job, done = std::move(done)] {
        Answer answer = keychainAnswer(*job);
        if (answer.problem.isEmpty())
            answer.password = job->textData();
        done(answer);
    });
    job->start();
}

void KeychainPasswords::write(const QString &key, const QString &password, Done done)
{
    auto *const job = new QKeychain::WritePasswordJob(keychainService, this);
    job->setKey(key);
    job->setTextData(password);
    connect(job, &QKeychain::Job::finished, this,
            [job, done = std::move(done)] { done(keychainAnswer(*job)); });
    job->start();
}

void KeychainPasswords::remove(const QString &key)
{
    auto *const job = new QKeychain::DeletePasswordJob(keychainService, this);
    job->setKey(key);
    job->start();
}

} // namespace parlance::gui
