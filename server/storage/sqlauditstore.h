// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/auditstatements.h"
#include "storage/statementrunner.h"
#include "stores/auditstore.h"

namespace parlance {

class SqlAuditStore : public AuditStore
{
public:
    explicit SqlAuditStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void appendAudit(AuditEntry entry, Callback<void> done) override
    {
        m_runner.write<statements::appendAudit>(std::move(done), std::move(entry));
    }
    void listAudit(AuditQuery query, Callback<AuditPage> done) override
    {
        m_runner.read<statements::listAudit>(std::move(done), std::move(query));
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
