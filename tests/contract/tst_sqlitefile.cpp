// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

#include <QFileInfo>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/resource.h>
#endif

namespace tst_sqlitefile {

using namespace parlance;
using namespace parlance::test;

// What the store does when its file cannot be opened or cannot grow.
class TestSqliteFile : public StoreSuite
{
    Q_OBJECT

private:
    QString path() const { return m_dir->filePath(u"parlance.db"_s); }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::newRow("sqlite") << u"sqlite"_s;
    }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    // A limit on the file size has the same effect as a full disk.
    void survivesAFullDisk()
    {
#ifdef Q_OS_LINUX
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(post(ann, room, u"a"_s));
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const QFileInfo wal(path() + u"-wal"_s);
        const rlimit full{rlim_t(wal.size()), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &full), 0);
        int failed = 0;
        int answered = 0;
        for (int i = 0; i < 50; ++i)
            m_store->messages().appendMessage(
                {room, ann, QString(1000, u'x'), {}}, [&](auto result) {
                    ++answered;
                    failed += !result && result.error().code == ErrorCode::StorageFailed;
                });
        const bool done = QTest::qWaitFor([&] { return answered == 50; }, 10000);
        const auto refused = addUser(u"Dan"_s);
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(done);
        QCOMPARE(failed, 50);
        VERIFY_ERROR(refused, ErrorCode::StorageFailed);
        // The failed write was undone, and no counter has changed.
        QCOMPARE(post(ann, room, u"b"_s)->message.seq, 2);
        QCOMPARE(page(ann.id, {room, {}, {}, 50})->messages.size(), 2);
        QVERIFY(addUser(u"Dan"_s));
#else
        QSKIP("needs RLIMIT_FSIZE");
#endif
    }

    void refusesWhatItCannotOpen()
    {
        m_store.reset();
        const auto openAt = [this](const QString &name) {
            auto backend = makeSqliteBackend(m_dir->filePath(name), Synchronous::Off);
            return SqlStore(std::move(backend), options()).open();
        };
        VERIFY_ERROR(openAt(u"missing/parlance.db"_s), ErrorCode::StorageFailed);
        QFile text(m_dir->filePath(u"text.db"_s));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(QByteArray(4096, 'x'));
        text.close();
        const auto opened = openAt(u"text.db"_s);
        VERIFY_ERROR(opened, ErrorCode::StorageFailed);
        QVERIFY2(opened.error().detail.contains(u"text.db"_s), qPrintable(opened.error().detail));
        QVERIFY(!opened.error().detail.contains(u'\n'));
    }
};

PARLANCE_TEST(TestSqliteFile)

} // namespace tst_sqlitefile

#include "tst_sqlitefile.moc"
