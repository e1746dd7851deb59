// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/usercommands.h"

#include "app/auditlog.h"
#include "cli/exit.h"
#include "cli/prompt.h"
#include "domain/roles.h"
#include "domain/validation.h"

#include <QCommandLineParser>
#include <QEventLoop>
#include <QTextStream>

#include <optional>
#include <pwd.h>
#include <unistd.h>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

int fail(const Error &error)
{
    const bool storage = error.code == ErrorCode::StorageFailed;
    return fail(storage ? ExitStorage : ExitData, error.message());
}

void say(const QString &line)
{
    QTextStream(stdout) << line << '\n';
}

/// Waits for one answer of the store.
template <class T, class Start>
Result<T> await(Start start)
{
    QEventLoop loop;
    std::optional<Result<T>> answer;
    start(Callback<T>([&](Result<T> result) {
        answer.emplace(std::move(result));
        loop.quit();
    }));
    if (!answer)
        loop.exec();
    return std::move(*answer);
}

/// As the local socket names its users.
QString whoRuns()
{
    const uid_t uid = ::getuid();
    const struct passwd *account = ::getpwuid(uid);
    const QString user = account ? QString::fromLocal8Bit(account->pw_name) : QString::number(uid);
    return u"cli:%1(%2)"_s.arg(user).arg(uid);
}

/// Whoever may write the database has every right. `arguments` hold no password.
AdminAction actionOf(const QString &command, const QJsonObject &arguments)
{
    AdminAction action{.actor = whoRuns(), .role = ServerRole::Administrator};
    action.address = action.actor;
    action.command = command;
    action.arguments = arguments;
    return action;
}

/// Logs it, and prints it.
int refuse(const UserCommandContext &context, const AdminAction &action, const Error &error)
{
    if (!isTransient(error.code)) {
        AuditLog log(context.audit);
        [[maybe_unused]] const auto logged = await<void>([&](Callback<void> done) {
            log.logRefused(action, error, [done = std::move(done)] { done({}); });
        });
    }
    return fail(error);
}

Result<QString> hashedPassword(const UserCommandContext &context)
{
    const auto typed = promptForPassword();
    if (!typed)
        return typed.error();
    const auto valid = validPassword(*typed, context.limits);
    return valid ? context.passwords.hashNow(*valid) : valid;
}

Result<NewUser> readUser(const UserCommandContext &context, const QString &name,
                         const QString &email, ServerRole role)
{
    const auto username = validUsername(name, context.limits);
    if (!username)
        return username.error();
    NewUser user{*username, foldedKey(*username), {}, {}, {}, role, false};
    if (!email.isEmpty()) {
        const auto address = validEmail(email);
        if (!address)
            return address.error();
        user.email = *address;
        user.emailKey = foldedKey(*address);
    }
    const auto hash = hashedPassword(context);
    if (!hash)
        return hash.error();
    user.passwordHash = *hash;
    return user;
}

int addUser(const UserCommandContext &context, const QString &name, const QString &email,
            ServerRole role)
{
    const AdminAction action =
        actionOf(u"users.create"_s, {{u"name"_s, name}, {u"role"_s, roleName(role)}});
    const auto user = readUser(context, name, email, role);
    if (!user)
        return refuse(context, action, user.error());
    const auto added = await<UserChange>(
        [&](auto done) { context.admin.addUser(action, *user, std::move(done)); });
    if (!added)
        return refuse(context, action, added.error());
    say(u"Added %1 (%2)"_s.arg(added->user.username, added->user.id.toString()));
    return ExitOk;
}

int listUsers(const UserCommandContext &context)
{
    const auto users =
        await<QList<User>>([&](auto done) { context.accounts.listUsers(std::move(done)); });
    if (!users)
        return fail(users.error());
    for (const User &user : *users) {
        const QString seen = user.lastSeenAt ? toIsoString(*user.lastSeenAt) : u"never"_s;
        say(u"%1\t%2\t%3\t%4\t%5"_s.arg(user.id.toString(), user.username, roleName(user.role),
                                        user.email.value_or(u"-"_s), seen));
    }
    return ExitOk;
}

int setPassword(const UserCommandContext &context, const QString &name)
{
    const AdminAction action = actionOf(u"users.set-password"_s, {{u"user"_s, name}});
    const auto known = await<UserDetails>(
        [&](auto done) { context.admin.findUserDetails(name, std::move(done)); });
    if (!known)
        return refuse(context, action, known.error());
    const auto hash = hashedPassword(context);
    if (!hash)
        return refuse(context, action, hash.error());
    const auto changed = await<UserChange>(
        [&](auto done) { context.admin.setPassword(action, name, *hash, std::move(done)); });
    if (!changed)
        return refuse(context, action, changed.error());
    say(u"Changed the password of %1 and ended all its sessions"_s.arg(changed->user.username));
    return ExitOk;
}

int setRole(const UserCommandContext &context, const QString &name, const QString &role)
{
    const auto wanted = roleFromName(role);
    if (!wanted)
        return fail(ExitUsage, u"the role must be user, auditor, operator or administrator"_s);
    const AdminAction action =
        actionOf(u"users.set-role"_s, {{u"user"_s, name}, {u"role"_s, role}});
    const auto changed = await<UserChange>(
        [&](auto done) { context.admin.changeRole(action, name, *wanted, std::move(done)); });
    if (!changed)
        return refuse(context, action, changed.error());
    say(u"%1 is now %2"_s.arg(changed->user.username, roleName(changed->user.role)));
    return ExitOk;
}

} // namespace

QString userCommandHelp()
{
    return u"Usage: parlance-server [--data DIR] user COMMAND\n"
           "  add NAME [--email ADDRESS] [--administrator]   the password is asked for, or read\n"
           "                                                 from standard input\n"
           "  list                                           id, name, role, e-mail, last seen\n"
           "  set-password NAME                              ends all sessions of the user\n"
           "  set-role NAME user|auditor|operator|administrator\n"_s;
}

int runUserCommand(const UserCommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption email(u"email"_s, {}, u"address"_s);
    const QCommandLineOption administrator(u"administrator"_s);
    parser.addOptions({email, administrator});
    const bool understood = parser.parse(QStringList{u"user"_s} + arguments);
    const QStringList words = parser.positionalArguments();
    const QString command = words.value(0);
    if (!understood)
        return fail(ExitUsage, parser.errorText());
    if (command == "add"_L1 && words.size() == 2)
        return addUser(context, words[1], parser.value(email),
                       parser.isSet(administrator) ? ServerRole::Administrator : ServerRole::User);
    if (command == "list"_L1 && words.size() == 1)
        return listUsers(context);
    if (command == "set-password"_L1 && words.size() == 2)
        return setPassword(context, words[1]);
    if (command == "set-role"_L1 && words.size() == 3)
        return setRole(context, words[1], words[2]);
    QTextStream(stderr) << userCommandHelp();
    return ExitUsage;
}

} // namespace parlance
