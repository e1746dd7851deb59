// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlstore.h"

#include "storage/housekeeping.h"

namespace parlance {

using namespace Qt::StringLiterals;

SqlStore::SqlStore(std::unique_ptr<Backend> backend, StoreOptions options)
    : m_options(std::move(options))
    , m_backend(std::move(backend))
    , m_catalog(m_backend->folder())
    , m_writer{m_options.limits, m_options.clock, {}, Counters(), true, {}}
    , m_runner(m_writer, m_options.limits)
{
    m_writer.auditRetention = m_options.auditRetention;
}

// The answers may call the store again, so it must still be complete.
SqlStore::~SqlStore()
{
    stop();
}

void SqlStore::stop()
{
    if (m_executor)
        m_executor->stop();
}

Result<void> SqlStore::open()
{
    const auto database = makeDatabase();
    if (auto opened = database->open(Backend::Role::Writer); !opened)
        return opened;
    const auto migrations = readMigrations(u":/sql/migrations/"_s + m_backend->folder());
    UpgradeOptions options = m_options.upgrade;
    options.facts = m_options.facts;
    if (auto migrated = upgrade(*database, migrations, options); !migrated) {
        const Error &error = migrated.error();
        return Error::of(error.code, m_backend->place() + u": "_s + error.detail);
    }
    m_executor = std::make_unique<DbExecutor>([this] { return makeDatabase(); }, hooks(),
                                              m_options.executor);
    m_runner.setExecutor(m_executor.get());
    return {};
}

std::unique_ptr<Database> SqlStore::makeDatabase() const
{
    return std::make_unique<Database>(*m_backend, m_catalog, m_options.clock, &m_counters);
}

WriterHooks SqlStore::hooks()
{
    return WriterHooks{
        [this] { return statements::nextChore(m_writer); },
        [this] {
            m_writer.counters.forget();
            m_writer.purgePending = true;
            m_writer.prunedAt.reset();
        },
        [this] {
            if (m_externalChange)
                m_externalChange();
        },
    };
}

void SqlStore::ping(Callback<void> done)
{
    m_runner.write<statements::ping>(std::move(done));
}

void SqlStore::setExternalChangeHandler(std::function<void()> changed)
{
    m_externalChange = std::move(changed);
}

} // namespace parlance
