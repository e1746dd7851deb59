// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/command.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;

const std::vector<Argument> &commonArguments()
{
    static const std::vector<Argument> arguments = {
        {.name = "reason", .help = "Why; it is logged, and shown to the user concerned"},
        {.name = "dryRun", .type = Argument::Type::Flag, .help = "Only tell what would be changed"},
    };
    return arguments;
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
