// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/adminrequest.h"

#include "admin/commands.h"

#include <QCommandLineParser>

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;
using admin::Argument;
using admin::Command;

namespace {

/// The command whose words come first in `words`: the one with the most words. Null: none.
const Command *commandOf(const QStringList &words)
{
    const Command *found = nullptr;
    for (const Command &command : admin::commands()) {
        const QStringList own = admin::wordsOf(command);
        const bool isLonger = !found || own.size() > admin::wordsOf(*found).size();
        if (isLonger && words.mid(0, own.size()) == own)
            found = &command;
    }
    return found;
}

/// The words that can follow these: commands or their first words.
QStringList wordsAfter(const QStringList &words)
{
    QStringList found;
    for (const Command &command : admin::commands()) {
        const QStringList own = admin::wordsOf(command);
        if (own.size() > words.size() && own.mid(0, words.size()) == words)
            found.append(own.at(words.size()));
    }
    found.removeDuplicates();
    return found;
}

Error unknownCommand(const QStringList &words)
{
    QStringList known = words.mid(0, 1);
    if (known.isEmpty())
        return Error::invalid(u"a command is missing, see: parlance-server admin --help"_s);
    const bool isNoun = !wordsAfter(known).isEmpty();
    const QString nouns = wordsAfter({}).join(u", "_s);
    if (!isNoun)
        return Error::invalid(u"there is no command \"%1\", only: %2"_s.arg(known.first(), nouns));
    const QString verbs = wordsAfter(known).join(u", "_s);
    return Error::invalid(words.size() == 1 ? u"\"%1\" wants one of: %2"_s.arg(words.first(), verbs)
                                            : u"there is no command \"%1\" of %2, only: %3"_s.arg(
                                                  words.at(1), words.first(), verbs));
}

/// Options twice in a command line are a mistake, of which one would be lost.
Result<void> checkOnce(const QCommandLineParser &parser)
{
    const QStringList names = parser.optionNames();
    for (const QString &name : names) {
        if (names.count(name) > 1)
            return Error::invalid(u"--%1 is there twice"_s.arg(name));
    }
    return {};
}

/// The options of every command; those of the command line's second part are added to the first's.
Result<void> takeOptions(const QCommandLineParser &parser, AdminRequest &request)
{
    if (auto once = checkOnce(parser); !once)
        return once;
    for (const auto &[name, value] :
         {std::pair(u"socket"_s, &request.socket), std::pair(u"data"_s, &request.dataDirectory),
          std::pair(u"config"_s, &request.configFile)}) {
        if (parser.isSet(name) && parser.value(name).isEmpty())
            return Error::invalid(u"--%1 is empty"_s.arg(name));
        if (parser.isSet(name))
            *value = parser.value(name);
    }
    // The server would take an empty one for none, and run the command as an administrator.
    if (parser.isSet(u"as"_s) && parser.value(u"as"_s).isEmpty())
        return Error::invalid(u"--as is empty"_s);
    if (parser.isSet(u"as"_s))
        request.token = parser.value(u"as"_s);
    request.json = request.json || parser.isSet(u"json"_s);
    if (parser.isSet(u"help"_s))
        request.kind = AdminRequest::Kind::Help;
    return {};
}

Result<AdminRequest> readWithoutCommand(AdminRequest request, const QStringList &words)
{
    qsizetype count = 0;
    while (count < words.size() && !words.at(count).startsWith(u'-'))
        ++count;
    request.words = words.mid(0, count);
    const bool wantsHelp = words.contains(u"--help"_s) || words.contains(u"-h"_s) ||
                           request.kind == AdminRequest::Kind::Help;
    if (!wantsHelp || wordsAfter(request.words).isEmpty())
        return unknownCommand(request.words);
    request.kind = AdminRequest::Kind::Help;
    return request;
}

Result<AdminRequest> readCompletion(AdminRequest request, const QStringList &words)
{
    if (words != QStringList{u"completion"_s, u"bash"_s})
        return Error::invalid(u"there is only: parlance-server admin completion bash"_s);
    request.kind = AdminRequest::Kind::Completion;
    return request;
}

QString shownName(const Argument &argument)
{
    return isPositional(argument) ? valueName(argument) : u"--"_s + optionName(argument);
}

Result<QJsonValue> readValue(const Argument &argument, const QString &text)
{
    if (argument.type != Argument::Type::Number)
        return QJsonValue(text);
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (isNumber && number >= 0)
        return QJsonValue(number);
    return Error::invalid(
        u"%1 must be a whole number, not \"%2\""_s.arg(shownName(argument), text));
}

Result<void> takeArguments(const QCommandLineParser &parser, AdminRequest &request)
{
    QStringList words = parser.positionalArguments();
    for (const Argument &argument : adminArguments(*request.command)) {
        const QString name = optionName(argument);
        const bool isPlaced = isPositional(argument);
        const bool isMissing = isPlaced ? words.isEmpty() : !parser.isSet(name);
        if (argument.required && isMissing)
            return Error::invalid(u"%1 is missing, see: parlance-server admin %2 --help"_s.arg(
                shownName(argument), request.words.join(u' ')));
        if (isMissing)
            continue;
        Result<QJsonValue> value = QJsonValue(true);
        if (argument.type != Argument::Type::Flag)
            value = readValue(argument, isPlaced ? words.takeFirst() : parser.value(name));
        if (!value)
            return value.error();
        request.arguments.insert(QString::fromLatin1(argument.name), *value);
    }
    if (!words.isEmpty())
        return Error::invalid(u"\"%1\" is one word too many"_s.arg(words.first()));
    return {};
}

/// "csv" is for the command line itself.
Result<void> takeCsv(AdminRequest &request)
{
    request.csv = request.arguments.take(u"csv"_s).toBool();
    if (request.csv && request.json)
        return Error::invalid(u"--csv and --json exclude each other"_s);
    if (request.csv && request.arguments.contains(u"limit"_s))
        return Error::invalid(u"--csv prints all entries, so it has no --limit"_s);
    return {};
}

Result<AdminRequest> readCommand(AdminRequest request, const QStringList &words)
{
    request.words = admin::wordsOf(*request.command);
    QCommandLineParser parser;
    parser.addOptions(adminOptions());
    for (const Argument &argument : adminArguments(*request.command)) {
        const bool isFlag = argument.type == Argument::Type::Flag;
        if (!isPositional(argument))
            parser.addOption({optionName(argument), {}, isFlag ? QString() : valueName(argument)});
    }
    // The first word stands for the program.
    if (!parser.parse(words.mid(request.words.size() - 1)))
        return Error::invalid(parser.errorText());
    if (const auto taken = takeOptions(parser, request); !taken)
        return taken.error();
    if (request.kind == AdminRequest::Kind::Help)
        return request;
    if (const auto taken = takeArguments(parser, request); !taken)
        return taken.error();
    if (const auto taken = takeCsv(request); !taken)
        return taken.error();
    request.once = request.arguments.take(u"once"_s).toBool();
    return request;
}

} // namespace

const QList<QCommandLineOption> &adminOptions()
{
    static const QList<QCommandLineOption> options{
        {u"json"_s, u"Print the answer as one line of JSON"_s},
        {u"as"_s,
         u"Act with the rights of this token's account; better in PARLANCE_ADMIN_TOKEN, because "
         "others see arguments"_s,
         u"TOKEN"_s},
        {u"data"_s, u"The data directory of the server"_s, u"DIR"_s},
        {u"config"_s, u"The configuration file of the server"_s, u"FILE"_s},
        {u"socket"_s, u"The local socket of the server, instead of the configuration's"_s,
         u"PATH"_s},
        {{u"h"_s, u"help"_s}, u"Show help"_s},
    };
    return options;
}

std::vector<Argument> adminArguments(const Command &command)
{
    std::vector<Argument> all = admin::allArguments(command);
    if (!command.csvColumns.empty())
        all.push_back({.name = "csv",
                       .type = Argument::Type::Flag,
                       .help = "Print all entries as CSV, for spreadsheets"});
    if (!command.isFollowed)
        return all;
    std::erase_if(all,
                  [](const Argument &each) { return QLatin1StringView(each.name) == "wait"_L1; });
    all.push_back({.name = "once",
                   .type = Argument::Type::Flag,
                   .help = "Print what is there, and wait for nothing"});
    return all;
}

const Argument *cursorOf(const Command &command)
{
    const auto found =
        std::find_if(command.arguments.begin(), command.arguments.end(), [](const Argument &each) {
            const QLatin1StringView name(each.name);
            return name == "after"_L1 || name == "before"_L1;
        });
    return found == command.arguments.end() ? nullptr : &*found;
}

QString optionName(const Argument &argument)
{
    QString name;
    for (const QChar each : QString::fromLatin1(argument.name)) {
        if (each.isUpper())
            name += u'-';
        name += each.toLower();
    }
    return name;
}

QString valueName(const Argument &argument)
{
    if (argument.type == Argument::Type::Switch)
        return admin::wordsOf(argument.type).join(u'|');
    if (isPositional(argument))
        return optionName(argument).toUpper();
    switch (argument.type) {
    case Argument::Type::Text:
        return u"TEXT"_s;
    case Argument::Type::User:
        return u"USER"_s;
    case Argument::Type::Number:
        return u"NUMBER"_s;
    case Argument::Type::Duration:
        return u"DURATION"_s;
    case Argument::Type::Time:
        return u"TIME"_s;
    case Argument::Type::Role:
        return u"ROLE"_s;
    case Argument::Type::State:
    case Argument::Type::ReportState:
        return u"STATE"_s;
    case Argument::Type::LogLevel:
    case Argument::Type::Stretch:
        return u"WORD"_s;
    case Argument::Type::Switch:
    case Argument::Type::Flag:
        break;
    }
    return {};
}

Result<AdminRequest> readAdminRequest(const QStringList &words)
{
    AdminRequest request;
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    parser.addOptions(adminOptions());
    if (!parser.parse(QStringList{u"admin"_s} + words))
        return Error::invalid(parser.errorText());
    if (const auto taken = takeOptions(parser, request); !taken)
        return taken.error();
    const QStringList rest = parser.positionalArguments();
    if (rest.value(0) == "completion"_L1)
        return readCompletion(request, rest);
    request.command = commandOf(rest);
    return request.command ? readCommand(request, rest) : readWithoutCommand(request, rest);
}

} // namespace parlance
