// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/commands.h"
#include "cli/adminhelp.h"
#include "cli/adminrequest.h"
#include "domain/administration.h"
#include "domain/report.h"

#include <QMap>

namespace parlance {

using namespace Qt::StringLiterals;
using admin::Argument;
using admin::Command;

namespace {

constexpr auto script =
    R"(# Completes "parlance-server admin" in bash. Made by: parlance-server admin completion bash
_parlance_server() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local words=() places=() offered='' options='' i
    COMPREPLY=()
    # "--name=value" are three words here.
    [[ $current == = ]] && current=''
    [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD-2]}
    # The words before this one, without options and their values.
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        %1)
            [[ ${COMP_WORDS[i+1]} == = ]] && i=$((i + 1))
            i=$((i + 1)) ;;
        -*) ;;
        *) words+=("${COMP_WORDS[i]}") ;;
        esac
    done
    case $previous in
    --data) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    --config|--socket) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
%2
    esac
    if ((${#words[@]} == 0)); then
        offered='admin'
    elif [[ ${words[0]} != admin ]]; then
        compopt -o default 2>/dev/null
        return
    fi
    case "${words[*]}" in
%3
    esac
    case "${words[*]} " in
%4
    esac
    [[ $current == -* ]] && offered="$options %5"
    mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$current")
}
complete -F _parlance_server parlance-server
)";

/// The options of all commands that have a value, with the words that it may be.
QMap<QString, QStringList> optionsWithValue()
{
    QMap<QString, QStringList> found;
    for (const QCommandLineOption &option : adminOptions()) {
        if (!option.valueName().isEmpty())
            found.insert(u"--"_s + option.names().last(), {});
    }
    found.insert(u"--listen"_s, {});
    for (const Command &command : admin::commands()) {
        for (const Argument &argument : adminArguments(command)) {
            if (isPositional(argument) || argument.type == Argument::Type::Flag)
                continue;
            QStringList &words = found[u"--"_s + optionName(argument)];
            words += admin::wordsOf(argument.type);
            words.removeDuplicates();
        }
    }
    return found;
}

QString valueCases()
{
    QStringList cases;
    QStringList others;
    const auto options = optionsWithValue();
    for (auto option = options.begin(); option != options.end(); ++option) {
        const QString words = option.value().join(u' ');
        const bool isFile = option.key() == "--data"_L1 || option.key() == "--config"_L1 ||
                            option.key() == "--socket"_L1;
        if (!words.isEmpty())
            cases.append(
                u"    %1) mapfile -t COMPREPLY < <(compgen -W '%2' -- \"$current\"); return ;;"_s
                    .arg(option.key(), words));
        else if (!isFile)
            others.append(option.key());
    }
    cases.append(u"    %1) return ;;"_s.arg(others.join(u'|')));
    return cases.join(u'\n');
}

/// "admin users", with the words that can follow.
QString wordCases()
{
    QMap<QString, QStringList> following;
    following[u"admin"_s].append(u"completion"_s);
    following[u"admin completion"_s].append(u"bash"_s);
    for (const Command &command : admin::commands()) {
        QString before = u"admin"_s;
        for (const QString &word : admin::wordsOf(command)) {
            QStringList &known = following[before];
            if (!known.contains(word))
                known.append(word);
            before += u' ' + word;
        }
    }
    QStringList cases;
    for (auto each = following.begin(); each != following.end(); ++each)
        cases.append(u"    '%1') offered='%2' ;;"_s.arg(each.key(), each.value().join(u' ')));
    return cases.join(u'\n');
}

/// A command's options, and the words for each of its positional arguments.
QString commandCase(const Command &command)
{
    const QStringList words = QStringList{u"admin"_s} + admin::wordsOf(command);
    QStringList options;
    QStringList places;
    for (const Argument &argument : adminArguments(command)) {
        if (isPositional(argument))
            places.append(u'\'' + admin::wordsOf(argument.type).join(u' ') + u'\'');
        else
            options.append(u"--"_s + optionName(argument));
    }
    return u"    '%1 '*) places=(%2) options='%3' offered=\"${places[${#words[@]}-%4]} $options\" ;;"_s
        .arg(words.join(u' '), places.join(u' '), options.join(u' '))
        .arg(words.size());
}

} // namespace

QString adminCompletion()
{
    QStringList commands;
    for (const Command &command : admin::commands())
        commands.append(commandCase(command));
    QStringList general;
    for (const QCommandLineOption &option : adminOptions())
        general.append(u"--"_s + option.names().last());
    // One after another: a text may hold what looks like a place.
    QString text = QString::fromLatin1(script);
    const QStringList parts{optionsWithValue().keys().join(u'|'), valueCases(), wordCases(),
                            commands.join(u'\n'), general.join(u' ')};
    for (qsizetype i = 0; i < parts.size(); ++i)
        text.replace(u"%"_s + QString::number(i + 1), parts.at(i));
    return text;
}

} // namespace parlance
