// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dbexecutor.h"
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
#include "storage/upgrade.h"

namespace parlance {

struct StoreOptions
{
    Limits limits;
    /// Called on all threads of the store and on the one that owns it.
    Clock clock = systemNow;
    ExecutorOptions executor;
    /// How long entries of the audit log stay, and up to a day longer; 0: for ever.
    std::chrono::days auditRetention{0};
    /// What every backup holds besides the database.
    BackupFacts facts = {};
    /// The backup before the schema is upgraded; without a directory there is none. Its `facts` are
    /// those above.
    UpgradeOptions upgrade = {};
};

/// The store in an SQL database: its threads and its roles. Belongs to the thread that creates it,
/// which needs an event loop for the answers. Must not be destroyed inside an answer.
class SqlStore final
{
public:
    SqlStore(std::unique_ptr<Backend> backend, StoreOptions options);
    /// Finishes and answers earlier calls; see DbExecutor::stop().
    ~SqlStore();

    /// Opens the database, migrates its schema and starts the threads: once, before any other call.
    /// Blocks, so use it only at start-up. Conflict: the schema is newer than this program knows.
    /// StorageFailed: anything else. The detail is one line for the operator.
    Result<void> open();
    /// Finishes and answers earlier calls; from then on every call is ShuttingDown, and stays
    /// unanswered. Call it while all objects waiting for an answer still exist.
    void stop();

    AccountStore &accounts() { return m_accounts; }
    SessionStore &sessions() { return m_sessions; }
    RoomStore &rooms() { return m_rooms; }
    MembershipStore &memberships() { return m_memberships; }
    MessageStore &messages() { return m_messages; }
    RecoveryStore &recovery() { return m_recovery; }
    AdminStore &admin() { return m_admin; }
    AdminRoomStore &adminRooms() { return m_adminRooms; }
    AdminMessageStore &adminMessages() { return m_adminMessages; }
    RoomBanStore &roomBans() { return m_roomBans; }
    ModerationStore &moderation() { return m_moderation; }
    ReportStore &reports() { return m_reports; }
    AuditStore &audit() { return m_audit; }
    InvitationStore &invitations() { return m_invitations; }
    PersonalDataStore &personalData() { return m_personalData; }
    BanStore &bans() { return m_bans; }
    ServerStore &server() { return m_server; }
    WindowStore &windows() { return m_windows; }
    CareStore &care() { return m_care; }
    RetentionStore &retention() { return m_retention; }

    /// All zero before open().
    DbExecutor::Figures figures() const
    {
        return m_executor ? m_executor->figures() : DbExecutor::Figures();
    }
    /// Ok when the writer answers; the errors and rules of StoreRole.
    void ping(Callback<void> done);
    /// `changed` runs on the event loop whenever another process (the command line's `user …`) has
    /// written to the same data, within a second. At most one handler.
    void setExternalChangeHandler(std::function<void()> changed);

private:
    std::unique_ptr<Database> makeDatabase() const;
    WriterHooks hooks();

    StoreOptions m_options;
    std::unique_ptr<Backend> m_backend;
    SqlCatalog m_catalog;
    mutable StatementCounters m_counters;
    WriteContext m_writer;
    std::function<void()> m_externalChange;
    std::unique_ptr<DbExecutor> m_executor;
    StatementRunner m_runner;
    SqlAccountStore m_accounts{m_runner};
    SqlSessionStore m_sessions{m_runner};
    SqlRoomStore m_rooms{m_runner};
    SqlMembershipStore m_memberships{m_runner};
    SqlMessageStore m_messages{m_runner};
    SqlRecoveryStore m_recovery{m_runner};
    SqlAdminStore m_admin{m_runner, m_options.clock};
    SqlAdminRoomStore m_adminRooms{m_runner};
    SqlAdminMessageStore m_adminMessages{m_runner};
    SqlRoomBanStore m_roomBans{m_runner};
    SqlModerationStore m_moderation{m_runner, m_options.clock};
    SqlReportStore m_reports{m_runner};
    SqlAuditStore m_audit{m_runner};
    SqlInvitationStore m_invitations{m_runner, m_options.clock};
    SqlPersonalDataStore m_personalData{m_runner, m_options.clock};
    SqlBanStore m_bans{m_runner, m_options.clock};
    SqlServerStore m_server{m_runner};
    SqlWindowStore m_windows{m_runner, m_options.clock};
    SqlCareStore m_care{m_runner, {&m_counters, &m_executor, m_options.facts}};
    SqlRetentionStore m_retention{m_runner, m_options.clock};
};

} // namespace parlance
