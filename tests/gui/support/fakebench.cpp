// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakebench.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

namespace parlance::test {

using namespace Qt::StringLiterals;

namespace {

FakeScript scriptOf(const FakeBench::Answer &answer)
{
    FakeScript script{.answer = answer};
    for (const gui::CommandSpec &spec : gui::commandSpecs())
        script.commands.append(QString::fromLatin1(spec.command));
    script.commands += {u"invitations.list"_s,        u"status"_s,     u"config.list"_s,
                        u"storage.status"_s,          u"audit.list"_s, u"rooms.list"_s,
                        u"storage.integrity-check"_s, u"users.list"_s};
    return script;
}

// An object with every name that a page looks for, each with this value.
QJsonObject everywhere(const QJsonValue &value)
{
    QJsonObject all;
    for (const char *name :
         {"items",     "next",        "id",           "note",          "uses",
          "used",      "expiresAt",   "createdAt",    "key",           "value",
          "default",   "source",      "restart",      "backups",       "retention",
          "tables",    "statements",  "last",         "failure",       "message",
          "directory", "nextAt",      "keep",         "days",          "rooms",
          "lastRun",   "messages",    "name",         "databaseBytes", "lastCommitAt",
          "schema",    "intact",      "findings",     "position",      "outcome",
          "target",    "arguments",   "text",         "after",         "actor",
          "at",        "connections", "registration", "invitation",    "room",
          "createdBy", "running",     "bytes"})
        all.insert(QString::fromLatin1(name), value);
    return all;
}

} // namespace

FakeBench::FakeBench(const Answer &answer)
    : server(scriptOf(answer))
    , commands(*new gui::CommandRunner(link, window))
{
    link.open(server.target(), FakeServer::credentials());
    window.resize(1000, 700);
    window.show();
    if (!QTest::qWaitFor([this] { return link.state() == gui::ServerLink::State::Online; }, 20000))
        qFatal("The console does not come online: %s", qPrintable(link.problem().what));
}

FakeBench::~FakeBench()
{
    link.close();
}

QList<QJsonValue> FakeBench::rubbish()
{
    const QString lines = u"line\n<b>\u202e\0"_s.repeated(20);
    const QList<QJsonValue> values{QJsonValue(),
                                   true,
                                   -1,
                                   1e300,
                                   QString(),
                                   lines,
                                   QJsonArray(),
                                   QJsonArray{1, QJsonValue(), u"x"_s, QJsonArray{QJsonArray()}},
                                   QJsonObject{{u"id"_s, QJsonObject()}}};
    QList<QJsonValue> answers = values;
    for (const QJsonValue &value : values) {
        const QJsonObject all = everywhere(value);
        answers.append(all);
        answers.append(everywhere(all));
        answers.append(everywhere(QJsonArray{all, all, value}));
    }
    // Some 4 MiB, which is less than what ends the connection.
    answers.append(everywhere(QString(90000, u'x')));
    return answers;
}

RubbishBench::RubbishBench(const std::shared_ptr<std::atomic<int>> &asked)
    : FakeBench([asked, answers = rubbish()](const adminprotocol::RunCommand &) {
        return answers.at((*asked)++ % int(answers.size()));
    })
    , m_asked(asked)
{
}

bool RubbishBench::survives(QWidget &page, const std::function<void()> &ask, int questions)
{
    for (int round = 0; round < int(rubbish().size()); ++round) {
        const int before = *m_asked;
        ask();
        if (!QTest::qWaitFor([&] { return *m_asked >= before + questions; }, 5000))
            return false;
        page.grab();
    }
    return link.state() == gui::ServerLink::State::Online;
}

} // namespace parlance::test
