// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/adminfollow.h"

#include "cli/adminanswer.h"
#include "cli/adminoutput.h"
#include "cli/exit.h"

#include <QJsonArray>

#include <poll.h>
#include <unistd.h>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// Seconds; a server may know a shorter one.
constexpr int waitTime = 20;

// Whoever read it has gone: nothing has to be written to notice.
bool isOutputClosed()
{
    pollfd output{STDOUT_FILENO, 0, 0};
    return ::poll(&output, 1, 0) > 0 && (output.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
}

QString entryLine(const AdminRequest &request, const QJsonObject &entry)
{
    if (request.json)
        return adminJson(entry);
    QStringList cells;
    for (const char *column : request.command->columns)
        cells.append(escapedForTerminal(entry.value(QLatin1StringView(column)).toString()));
    return cells.join(u' ') + u'\n';
}

int printPage(const AdminRequest &request, const QJsonObject &page)
{
    const qint64 skipped = page.value(u"skipped"_s).toInteger();
    // Those from before the first page are not missed.
    if (skipped > 0 && request.arguments.contains(u"after"_s))
        printError(u"%1 lines are missing here: they are gone already"_s.arg(skipped));
    QString text;
    for (const QJsonValue item : page.value(u"items"_s).toArray())
        text += entryLine(request, item.toObject());
    return text.isEmpty() ? ExitOk : printText(text);
}

} // namespace

int followEntries(AdminClient &client, AdminRequest request)
{
    if (!request.once)
        request.arguments.insert(u"wait"_s, waitTime);
    while (!isOutputClosed()) {
        const auto line = client.askWhile(requestLine(request), [] { return !isOutputClosed(); });
        if (!line)
            return fail(ExitUnavailable, line.error().message());
        if (line->isEmpty())
            break;
        int exitCode = ExitOk;
        const auto page = resultIn(*line, exitCode);
        if (!page)
            return exitCode;
        if (const int printed = printPage(request, page->toObject());
            printed != ExitOk || request.once)
            return printed;
        request.arguments.insert(u"after"_s, page->toObject().value(u"next"_s));
    }
    return ExitOk;
}

} // namespace parlance
