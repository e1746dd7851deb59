// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketentries.h"

namespace parlance {

SocketEntryPtr SocketEntries::add(Connection *connection)
{
    auto entry = std::make_shared<SocketEntry>(++m_added, connection);
    m_open.insert(connection, entry);
    m_ofId.insert(entry->id, entry);
    ++m_revision;
    return entry;
}

SocketEntryPtr SocketEntries::close(Connection *connection)
{
    SocketEntryPtr entry = m_open.take(connection);
    if (!entry)
        return {};
    m_ofId.remove(entry->id);
    ++m_revision;
    entry->connection = nullptr;
    m_leaving.insert(entry);
    return entry;
}

void SocketEntries::remove(const SocketEntryPtr &entry)
{
    m_leaving.remove(entry);
    if (entry->caller.actor)
        m_ofUser.remove(entry->caller.actor->userId, entry);
}

void SocketEntries::setActor(const SocketEntryPtr &entry, const std::optional<Actor> &actor)
{
    if (entry->caller.actor)
        m_ofUser.remove(entry->caller.actor->userId, entry);
    entry->caller.actor = actor;
    ++m_revision;
    if (actor)
        m_ofUser.insert(actor->userId, entry);
}

void SocketEntries::setWitness(const SocketEntryPtr &entry, const std::optional<Actor> &witness)
{
    if (entry->witness)
        m_witnessed.remove(entry->witness->userId, entry);
    entry->witness = witness;
    if (witness)
        m_witnessed.insert(witness->userId, entry);
}

std::vector<Actor> SocketEntries::witnesses() const
{
    std::vector<Actor> actors;
    for (const SocketEntryPtr &entry : m_witnessed)
        actors.push_back(*entry->witness);
    return actors;
}

} // namespace parlance
