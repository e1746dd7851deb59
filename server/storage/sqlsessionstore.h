// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sessionstatements.h"
#include "storage/statementrunner.h"
#include "stores/sessionstore.h"

namespace parlance {

class SqlSessionStore : public SessionStore
{
public:
    explicit SqlSessionStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void createSession(NewSession session, Callback<Session> done) override
    {
        m_runner.write<statements::createSession>(std::move(done), std::move(session));
    }
    void findActor(SessionId id, Callback<Actor> done) override
    {
        m_runner.read<statements::findActor>(std::move(done), id);
    }
    void matchClient(UserId userId, ClientQuery query, Callback<ClientMatch> done) override
    {
        m_runner.read<statements::matchClient>(std::move(done), userId, std::move(query));
    }
    void findActorOfClient(ClientQuery query, Callback<Actor> done) override
    {
        m_runner.read<statements::findActorOfClient>(std::move(done), std::move(query));
    }
    void findLastRoom(SessionId id, Callback<LastRoom> done) override
    {
        m_runner.read<statements::findLastRoom>(std::move(done), id);
    }
    void setLastRoom(SessionId id, LastRoom last, Callback<void> done) override
    {
        m_runner.write<statements::setLastRoom>(std::move(done), id, last);
    }
    void deleteSession(SessionId id, Callback<void> done) override
    {
        m_runner.write<statements::deleteSession>(std::move(done), id);
    }
    void deleteSessionsOf(UserId userId, Callback<void> done) override
    {
        m_runner.write<statements::deleteSessionsOf>(std::move(done), userId);
    }
    void deleteExpiredSessions(Timestamp now, Callback<qint64> done) override
    {
        m_runner.write<statements::deleteExpiredSessions>(std::move(done), now);
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
