// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/adminactionstatements.h"
#include "storage/adminstatements.h"
#include "storage/erasurestatements.h"
#include "storage/statementrunner.h"
#include "stores/adminstore.h"

namespace parlance {

class SqlAdminStore : public AdminStore
{
public:
    explicit SqlAdminStore(StatementRunner &runner, Clock clock = systemNow)
        : m_runner(runner)
        , m_clock(std::move(clock))
    {
    }
    void findUserDetails(QString user, Callback<UserDetails> done) override
    {
        m_runner.read<statements::findUserDetails>(std::move(done), std::move(user), m_clock());
    }
    void listUserDetails(UserQuery query, Callback<UserPage> done) override
    {
        m_runner.read<statements::listUserDetails>(std::move(done), std::move(query), m_clock());
    }
    void addUser(AdminAction action, NewUser user, Callback<UserChange> done) override
    {
        m_runner.write<statements::addUser>(std::move(done), std::move(action), std::move(user));
    }
    void changeRole(AdminAction action, QString user, ServerRole role,
                    Callback<UserChange> done) override
    {
        m_runner.write<statements::changeRole>(std::move(done), std::move(action), std::move(user),
                                               role);
    }
    void changeState(AdminAction action, QString user, AccountStatus status,
                     QList<AccountState> from, Callback<UserChange> done) override
    {
        m_runner.write<statements::changeState>(std::move(done), std::move(action), std::move(user),
                                                std::move(status), std::move(from));
    }
    void rejectUser(AdminAction action, QString user, Callback<UserChange> done) override
    {
        m_runner.write<statements::rejectUser>(std::move(done), std::move(action), std::move(user));
    }
    void resetPassword(AdminAction action, QString user, QString passwordHash,
                       Callback<UserChange> done) override
    {
        m_runner.write<statements::resetPassword>(std::move(done), std::move(action),
                                                  std::move(user), std::move(passwordHash));
    }
    void setPassword(AdminAction action, QString user, QString passwordHash,
                     Callback<UserChange> done) override
    {
        m_runner.write<statements::setPassword>(std::move(done), std::move(action), std::move(user),
                                                std::move(passwordHash));
    }
    void listSessions(SessionQuery query, Callback<SessionPage> done) override
    {
        m_runner.read<statements::listSessions>(std::move(done), std::move(query), m_clock());
    }
    void endSessions(AdminAction action, QString user, SessionId session,
                     Callback<EndedSessions> done) override
    {
        m_runner.write<statements::endSessions>(std::move(done), std::move(action), std::move(user),
                                                session);
    }

private:
    StatementRunner &m_runner;
    Clock m_clock;
};

} // namespace parlance
