// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/usercommands.h"

#include "cli/exit.h"
#include "cli/prompt.h"
#include "domain/roles.h"
#include "domain/validation.h"

#include <QCommandLineParser>
#include <QEventLoop>
#include <QTextStream>

#include <optional>

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

Result<User> findUser(AccountStore &accounts, const QString &name)
{
    return await<User>(
        [&](auto done) { accounts.findUserByName(foldedKey(name), std::move(done)); });
}

Result<QString> hashedPassword(const UserCommandContext &context)
{
    const auto typed = promptForPassword();
    if (!typed)
        return typed.error();
    const auto valid = validPassword(*typed, context.limits);
    return valid ? context.passwords.hashNow(*valid) : valid;
}

int addUser(const UserCommandContext &context, const QString &name, const QString &email,
            ServerRole role)
{
    const auto username = validUsername(name, context.limits);
    if (!username)
        return fail(username.error());
    NewUser user{*username, foldedKey(*username), {}, {}, {}, role, false};
    if (!email.isEmpty()) {
        const auto address = validEmail(email);
        if (!address)
            return fail(address.error());
        user.email = *address;
        user.emailKey = foldedKey(*address);
    }
    const auto hash = hashedPassword(context);
    if (!hash)
        return fail(hash.error());
    user.passwordHash = *hash;
    const auto added =
        await<User>([&](auto done) { context.accounts.createUser(user, std::move(done)); });
    if (!added)
        return fail(added.error());
    say(u"Added %1 (%2)"_s.arg(added->username, added->id.toString()));
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
    const auto user = findUser(context.accounts, name);
    if (!user)
        return fail(user.error());
    const auto hash = hashedPassword(context);
    if (!hash)
        return fail(hash.error());
    const PasswordUpdate update{user->id, *hash, false, {}, {}};
    const auto updated =
        await<void>([&](auto done) { context.accounts.updatePassword(update, std::move(done)); });
    if (!updated)
        return fail(updated.error());
    say(u"Changed the password of %1 and ended all its sessions"_s.arg(user->username));
    return ExitOk;
}

int setRole(const UserCommandContext &context, const QString &name, const QString &role)
{
    const auto wanted = roleFromName(role);
    if (!wanted)
        return fail(ExitUsage, u"the role must be user, auditor, operator or administrator"_s);
    const auto user = findUser(context.accounts, name);
    if (!user)
        return fail(user.error());
    const auto changed = await<User>(
        [&](auto done) { context.accounts.setRole(user->id, *wanted, std::move(done)); });
    if (!changed)
        return fail(changed.error());
    say(u"%1 is now %2"_s.arg(changed->username, roleName(changed->role)));
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
