// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"

namespace parlance {

/// BEGIN … COMMIT. Rolled back if destroyed without commit().
class Transaction
{
public:
    Transaction(Database &database, Backend::Role role)
        : m_database(database)
    {
        database.exec(role == Backend::Role::Writer ? "begin_write" : "begin_read");
        m_open = !database.failure();
    }
    ~Transaction()
    {
        if (m_open)
            m_database.rollBack();
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    bool isOpen() const { return m_open; }
    /// False if it failed, or anything before it: then nothing of it is stored.
    bool commit()
    {
        m_database.exec("commit");
        if (m_database.failure())
            return false;
        m_open = false;
        return true;
    }

private:
    Database &m_database;
    bool m_open = false;
};

/// Isolates one job from the rest of its transaction. Rolled back if destroyed without release().
class Savepoint
{
public:
    explicit Savepoint(Database &database)
        : m_database(database)
    {
        database.exec("savepoint");
    }
    ~Savepoint()
    {
        if (m_released)
            return;
        m_database.exec("rollback_to_savepoint");
        m_database.exec("release_savepoint");
    }
    Savepoint(const Savepoint &) = delete;
    Savepoint &operator=(const Savepoint &) = delete;

    void release()
    {
        m_database.exec("release_savepoint");
        m_released = true;
    }

private:
    Database &m_database;
    bool m_released = false;
};

} // namespace parlance
