// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/consolebench.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <optional>

namespace parlance::test {

using namespace Qt::StringLiterals;

ConsoleBench::ConsoleBench(const QString &role, const QString &config)
    : server(config)
    , commands(*new gui::CommandRunner(link, window))
{
    server.start();
    if (role.isEmpty()) {
        link.open(server.localTarget(), {});
    } else {
        const auto person = server.person(role + u"-bea"_s, role);
        link.open(server.target(), {.username = person.username, .password = person.password});
    }
    window.resize(1000, 700);
    window.show();
    if (!QTest::qWaitFor([this] { return link.state() == gui::ServerLink::State::Online; }, 20000))
        qFatal("The console does not come online: %s", qPrintable(link.problem().what));
}

ConsoleBench::~ConsoleBench()
{
    link.close();
}

QDialog *ConsoleBench::sheet() const
{
    for (QDialog *each : window.findChildren<QDialog *>(u"commandSheet"_s)) {
        if (each->isVisible())
            return each;
    }
    return nullptr;
}

bool ConsoleBench::runSheet()
{
    auto *deed = part<QPushButton>(u"sheetDeed"_s);
    if (!deed || !QTest::qWaitFor([deed] { return deed->isEnabled(); }, 5000))
        return false;
    deed->click();
    return true;
}

QString ConsoleBench::told() const
{
    const auto *label = window.findChild<QLabel *>(u"undoText"_s);
    return label && label->isVisible() ? label->text() : QString();
}

gui::Reply ConsoleBench::ask(const QString &command, const gui::Cells &arguments)
{
    std::optional<gui::Reply> reply;
    link.run(command, arguments, &window, [&reply](const gui::Reply &answer) { reply = answer; });
    if (!QTest::qWaitFor([&reply] { return reply.has_value(); }, 20000))
        qFatal("No answer to %s", qPrintable(command));
    if (!reply->ok())
        qWarning("%s: %s", qPrintable(command), qPrintable(reply->problem.what));
    return *reply;
}

gui::Chosen ConsoleBench::user(const QString &name)
{
    const gui::Cells cells = ask(u"users.show"_s, {{u"user"_s, name}}).cells();
    return {gui::Subject::User, name, cells.value(u"id"_s).toString(), cells};
}

gui::Chosen ConsoleBench::room(const QString &name)
{
    const gui::Cells cells = ask(u"rooms.show"_s, {{u"room"_s, name}}).cells();
    return {gui::Subject::Room, name, cells.value(u"id"_s).toString(), cells};
}

} // namespace parlance::test
