// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlaccountstore.h"
#include "storage/sqladminmessagestore.h"
#include "storage/sqladminroomstore.h"
#include "storage/sqladminstore.h"
#include "storage/sqlauditstore.h"
#include "storage/sqlbanstore.h"
#include "storage/sqlcarestore.h"
#include "storage/sqlinvitationstore.h"
#include "storage/sqlmembershipstore.h"
#include "storage/sqlmessagestore.h"
#include "storage/sqlmoderationstore.h"
#include "storage/sqlpersonaldatastore.h"
#include "storage/sqlrecoverystore.h"
#include "storage/sqlreportstore.h"
#include "storage/sqlretentionstore.h"
#include "storage/sqlroombanstore.h"
#include "storage/sqlroomstore.h"
#include "storage/sqlserverstore.h"
#include "storage/sqlsessionstore.h"
#include "storage/sqlwindowstore.h"

namespace parlance::test {

/// Refuses every job inside the call.
class RefusingExecutor final : public JobExecutor
{
public:
    void write(std::unique_ptr<Job> job) override { refuse(*job); }
    void read(std::unique_ptr<Job> job) override { refuse(*job); }
    void care(std::unique_ptr<Job> job) override { refuse(*job); }

private:
    static void refuse(Job &job)
    {
        job.fail(Error{ErrorCode::Internal, {}, {}});
        job.answer();
    }
};

class RefusingRunner
{
protected:
    RefusingRunner() { m_refusing.setExecutor(&m_executor); }

    WriteContext m_writer;
    RefusingExecutor m_executor;
    StatementRunner m_refusing{m_writer, m_writer.limits};
};

/// A role of the store that a test does not expect to be called. It answers Internal, inside the
/// call. Tests override the functions they need.
template <class Role>
class Unused : private RefusingRunner, public Role
{
public:
    Unused()
        : Role(m_refusing)
    {
    }
};

using UnusedAccounts = Unused<SqlAccountStore>;
using UnusedAdmin = Unused<SqlAdminStore>;
using UnusedAdminMessages = Unused<SqlAdminMessageStore>;
using UnusedAdminRooms = Unused<SqlAdminRoomStore>;
using UnusedAudit = Unused<SqlAuditStore>;
using UnusedInvitations = Unused<SqlInvitationStore>;
using UnusedBans = Unused<SqlBanStore>;
using UnusedCare = Unused<SqlCareStore>;
using UnusedMemberships = Unused<SqlMembershipStore>;
using UnusedMessages = Unused<SqlMessageStore>;
using UnusedModeration = Unused<SqlModerationStore>;
using UnusedPersonalData = Unused<SqlPersonalDataStore>;
using UnusedRecovery = Unused<SqlRecoveryStore>;
using UnusedRetention = Unused<SqlRetentionStore>;
using UnusedRoomBans = Unused<SqlRoomBanStore>;
using UnusedReports = Unused<SqlReportStore>;
using UnusedRooms = Unused<SqlRoomStore>;
using UnusedServer = Unused<SqlServerStore>;
using UnusedSessions = Unused<SqlSessionStore>;
using UnusedWindows = Unused<SqlWindowStore>;

/// All roles, for tests of several services.
class UnusedStore : public UnusedAccounts,
                    public UnusedAdmin,
                    public UnusedAdminMessages,
                    public UnusedAdminRooms,
                    public UnusedAudit,
                    public UnusedInvitations,
                    public UnusedBans,
                    public UnusedCare,
                    public UnusedMemberships,
                    public UnusedMessages,
                    public UnusedModeration,
                    public UnusedPersonalData,
                    public UnusedRecovery,
                    public UnusedRetention,
                    public UnusedRoomBans,
                    public UnusedReports,
                    public UnusedRooms,
                    public UnusedServer,
                    public UnusedSessions,
                    public UnusedWindows
{
};

} // namespace parlance::test
