// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/adminhelp.h"

#include "admin/commands.h"
#include "cli/adminoutput.h"
#include "cli/adminrequest.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

QString indented(const QList<QStringList> &rows)
{
    QList<QStringList> moved = rows;
    for (QStringList &row : moved)
        row.first().prepend(u"  "_s);
    return alignedTable(moved);
}

/// "users set-role USER ROLE"
QString synopsis(const admin::Command &command)
{
    QStringList words = admin::wordsOf(command);
    for (const admin::Argument &argument : command.arguments) {
        if (isPositional(argument))
            words.append(argument.required ? valueName(argument)
                                           : u'[' + valueName(argument) + u']');
        else if (argument.required)
            words.append(u"--%1 %2"_s.arg(optionName(argument), valueName(argument)));
    }
    return words.join(u' ');
}

QString optionsOfAll()
{
    QList<QStringList> rows;
    for (const QCommandLineOption &option : adminOptions()) {
        const QString name = u"--"_s + option.names().last();
        rows.append({(name + u' ' + option.valueName()).trimmed(), option.description()});
    }
    return u"\nOptions of every command:\n"_s + indented(rows);
}

} // namespace

QString adminHelp(const QStringList &words)
{
    const QString usage =
        u"Usage: parlance-server admin %1[OPTIONS]\n"
        "Asks the running server, through its local socket. \"admin COMMAND --help\" describes a "
        "command.\n"_s.arg(words.isEmpty() ? u"COMMAND "_s : words.join(u' ') + u" COMMAND "_s);
    QString text = usage;
    QString noun;
    QList<QStringList> rows;
    // In one table, so that the summaries are below each other.
    for (const admin::Command &command : admin::commands()) {
        const QStringList own = admin::wordsOf(command);
        if (own.mid(0, words.size()) != words)
            continue;
        if (own.first() != noun)
            rows.append(QStringList{QString()});
        noun = own.first();
        rows.append({u"  "_s + synopsis(command), QString::fromLatin1(command.summary)});
    }
    text += alignedTable(rows);
    if (words.isEmpty())
        text += u'\n' + indented({{u"completion bash"_s, u"Print a script that completes these "
                                                         "commands in bash"_s}});
    return text + optionsOfAll();
}

QString adminHelp(const admin::Command &command)
{
    QList<QStringList> arguments;
    QList<QStringList> options;
    for (const admin::Argument &argument : adminArguments(command)) {
        const QString help = QString::fromLatin1(argument.help);
        const QString option = u"--%1 %2"_s.arg(optionName(argument), valueName(argument));
        if (isPositional(argument))
            arguments.append({valueName(argument), help});
        else
            options.append({option.trimmed(), help});
    }
    QString text = u"Usage: parlance-server admin %1 [OPTIONS]\n  %2\n"_s.arg(
        synopsis(command), QString::fromLatin1(command.summary));
    if (!arguments.isEmpty())
        text += u"\nArguments:\n"_s + indented(arguments);
    if (!options.isEmpty())
        text += u"\nOptions:\n"_s + indented(options);
    return text + optionsOfAll();
}

} // namespace parlance
