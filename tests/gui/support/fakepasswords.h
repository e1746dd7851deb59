// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/passwords.h"

#include <QMap>

namespace parlance::test {

/// A keychain in memory, that answers later as a real one does.
class FakePasswords : public gui::Passwords
{
    Q_OBJECT

public:
    using Passwords::Passwords;

    void read(const QString &key, Done done) override
    {
        answer(std::move(done), {.password = kept.value(key)});
    }
    void write(const QString &key, const QString &password, Done done) override
    {
        if (!isMissing)
            kept.insert(key, password);
        answer(std::move(done), {});
    }
    void remove(const QString &key) override { kept.remove(key); }

    QMap<QString, QString> kept;
    bool isMissing = false;

private:
    void answer(Done done, const Answer &what)
    {
        const Answer missing{.problem = QStringLiteral("There is no keychain."), .isMissing = true};
        QMetaObject::invokeMethod(
            this, [this, done, what, missing] { done(isMissing ? missing : what); },
            Qt::QueuedConnection);
    }
};

} // namespace parlance::test
