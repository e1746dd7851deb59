// SPDX-License-Identifier: GPL-3.0-or-later
#include "firstadministrator.h"

#include "cli/exit.h"
#include "domain/validation.h"

#include <QTextStream>

#include <unistd.h>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

// Not "admin", which is not allowed as a user name.
const QString administratorName = u"operator"_s;

int failToCreate(const Error &error)
{
    return fail(error.code == ErrorCode::StorageFailed ? ExitStorage : ExitCannotCreate,
                error.message());
}

Result<void> announce(const DataDirectory &data, const QString &password)
{
    if (::isatty(STDERR_FILENO)) {
        QTextStream(stderr)
            << "\n  Administrator:      " << administratorName
            << "\n  One-time password:  " << password
            << "\n  It has to be changed at the first log-in and is not shown again.\n\n";
        return {};
    }
    const QByteArray text = (administratorName + u'\n' + password + u'\n').toUtf8();
    if (auto written = data.writeInitialPassword(text); !written)
        return written;
    printError(u"the administrator's name and one-time password are in "_s +
               data.initialPasswordPath());
    return {};
}

} // namespace

void createFirstAdministrator(const FirstAdministratorContext &context,
                              std::function<void(int exitCode)> done)
{
    const auto create = [context, done] {
        const QString password = Passwords::random();
        const auto hash = context.passwords.hashNow(password);
        if (!hash)
            return done(failToCreate(hash.error()));
        const NewUser user{administratorName,
                           foldedKey(administratorName),
                           {},
                           {},
                           *hash,
                           ServerRole::Administrator,
                           true};
        // Announced before it is stored: an account whose password is unknown would lock the
        // operator out.
        if (const auto told = announce(context.data, password); !told)
            return done(failToCreate(told.error()));
        const AdminAction action{.actor = u"local:server"_s,
                                 .role = ServerRole::Administrator,
                                 .command = u"users.create"_s};
        context.admin.addUser(action, user, [done](const Result<UserChange> &created) {
            done(created ? ExitOk : failToCreate(created.error()));
        });
    };
    context.accounts.hasUsers([done, create](const Result<bool> &any) {
        if (!any)
            return done(failToCreate(any.error()));
        *any ? done(ExitOk) : create();
    });
}

} // namespace parlance
