// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandtexts.h"

#include "commands/durations.h"

#include <QCoreApplication>

namespace parlance::gui::commandtexts {

using namespace Qt::StringLiterals;

namespace {

struct CommandTexts
{
    Q_DECLARE_TR_FUNCTIONS(CommandTexts)
};

constexpr qsizetype longestName = 48;

// Names come from users: only what stands in the text itself is replaced.
QString with(QString text, const QString &name, const QString &duration)
{
    text.replace(u"%2"_s, duration);
    return text.replace(u"%1"_s, name);
}

} // namespace

QString target(const Chosen &chosen, const Cells &arguments)
{
    QString name = chosen.name;
    for (const QString &argument : {u"user"_s, u"room"_s, u"address"_s, u"name"_s}) {
        if (name.isEmpty())
            name = arguments.value(argument).toString();
    }
    if (name.isEmpty())
        return QString(QChar(0x2026));
    return name.size() > longestName ? name.left(longestName) + QChar(0x2026) : name;
}

QString deed(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments)
{
    const QString duration = arguments.value(u"for"_s).toString();
    const bool isTimed = *spec.deedFor && !duration.isEmpty();
    return with(commandText(isTimed ? spec.deedFor : spec.deed), target(chosen, arguments),
                durations::text(duration));
}

QString outcome(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments)
{
    return with(commandText(spec.outcome), target(chosen, arguments), {});
}

QString advice(const Problem &problem)
{
    if (!problem.advice.isEmpty())
        return problem.advice;
    if (problem.kind == Problem::Kind::Lost || problem.kind == Problem::Kind::ShuttingDown)
        return CommandTexts::tr(
            "Look in the audit log whether it was done, once the link is back.");
    if (problem.code == u"forbidden"_s)
        return CommandTexts::tr("Your role does not allow it. Ask an administrator.");
    if (problem.code.endsWith(u"_not_found"_s))
        return CommandTexts::tr("Look at the name again. It may be gone by now.");
    if (problem.code == u"overloaded"_s || problem.retryAfterSeconds > 0)
        return CommandTexts::tr("Try again in a moment.");
    return {};
}

QString sentence(const Problem &problem)
{
    if (!problem)
        return {};
    QString what = problem.what;
    if (!what.endsWith(u'.'))
        what.append(u'.');
    const QString todo = advice(problem);
    return todo.isEmpty() ? what : CommandTexts::tr("%1 %2").arg(what, todo);
}

} // namespace parlance::gui::commandtexts
