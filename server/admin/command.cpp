// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/command.h"

#include "domain/administration.h"
#include "domain/report.h"
#include "domain/roles.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;

std::vector<Argument> allArguments(const Command &command)
{
    std::vector<Argument> all = command.arguments;
    if (command.rule.isLogged)
        all.push_back({.name = "reason", .help = "Why; it is logged"});
    if (command.rule.reads)
        return all;
    all.push_back({.name = "reason", .help = "Why; it is logged, and shown to the user concerned"});
    all.push_back({.name = "dryRun",
                   .type = Argument::Type::Flag,
                   .help = "Only tell what would be changed"});
    return all;
}

QStringList wordsOf(Argument::Type type)
{
    switch (type) {
    case Argument::Type::Role:
        return roleNames();
    case Argument::Type::State:
        return stateNames();
    case Argument::Type::ReportState:
        return reportStateNames();
    case Argument::Type::Switch:
        return {u"on"_s, u"off"_s};
    case Argument::Type::LogLevel:
        return {u"debug"_s, u"info"_s, u"warning"_s, u"error"_s};
    case Argument::Type::Stretch:
        return {u"minute"_s, u"hour"_s, u"day"_s};
    default:
        return {};
    }
}

QStringList wordsOf(const Command &command)
{
    return QString::fromLatin1(command.rule.command).split(u'.');
}

QString pathOf(const Command &command)
{
    return u"/api/v1/admin/"_s + wordsOf(command).join(u'/');
}

} // namespace parlance::admin
