// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/accountstatements.h"
#include "storage/invitationstatements.h"
#include "storage/statementrunner.h"
#include "stores/accountstore.h"

namespace parlance {

class SqlAccountStore : public AccountStore
{
public:
    explicit SqlAccountStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void createUser(NewUser user, Callback<User> done) override
    {
        m_runner.write<statements::createUser>(std::move(done), std::move(user));
    }
    void createInvited(NewUser user, QByteArray codeHash, Callback<InvitedUser> done) override
    {
        m_runner.write<statements::createInvited>(std::move(done), std::move(user),
                                                  std::move(codeHash));
    }
    void findCredentials(QString loginKey, Callback<Credentials> done) override
    {
        m_runner.read<statements::findCredentials>(std::move(done), std::move(loginKey));
    }
    void findCredentialsById(UserId id, Callback<Credentials> done) override
    {
        m_runner.read<statements::findCredentialsById>(std::move(done), id);
    }
    void findCredentialsByPhone(QString phoneKey, Callback<Credentials> done) override
    {
        m_runner.read<statements::findCredentialsByPhone>(std::move(done), std::move(phoneKey));
    }
    void findUser(UserId id, Callback<User> done) override
    {
        m_runner.read<statements::findUser>(std::move(done), id);
    }
    void findUserByName(QString usernameKey, Callback<User> done) override
    {
        m_runner.read<statements::findUserByName>(std::move(done), std::move(usernameKey));
    }
    void searchUsers(QString prefixKey, int limit, Callback<QList<User>> done) override
    {
        m_runner.read<statements::searchUsers>(std::move(done), std::move(prefixKey), limit);
    }
    void listUsers(Callback<QList<User>> done) override
    {
        m_runner.read<statements::listUsers>(std::move(done));
    }
    void listNewestUsers(std::optional<UserId> before, int limit,
                         Callback<QList<User>> done) override
    {
        m_runner.read<statements::listNewestUsers>(std::move(done), before, limit);
    }
    void identify(UserId viewer, QString address, Callback<Identified> done) override
    {
        m_runner.read<statements::identify>(std::move(done), viewer, std::move(address));
    }
    void hasUsers(Callback<bool> done) override
    {
        m_runner.read<statements::hasUsers>(std::move(done));
    }
    void setRole(UserId id, ServerRole role, Callback<User> done) override
    {
        m_runner.write<statements::setRole>(std::move(done), id, role);
    }
    void updatePassword(PasswordUpdate update, Callback<void> done) override
    {
        m_runner.writeGuarded<statements::updatePassword>(std::move(done), std::move(update));
    }
    void replaceHash(UserId id, QString verifiedHash, QString freshHash,
                     Callback<void> done) override
    {
        m_runner.write<statements::replaceHash>(std::move(done), id, std::move(verifiedHash),
                                                std::move(freshHash));
    }
    void setLastSeen(UserId id, Timestamp at, Callback<void> done) override
    {
        m_runner.write<statements::setLastSeen>(std::move(done), id, at);
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
