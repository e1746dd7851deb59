// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/arguments.h"

#include "admin/commands.h"
#include "domain/limits.h"
#include "domain/validation.h"

#include <QDateTime>

#include <algorithm>

namespace parlance::admin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longest = std::chrono::hours(24) * 365 * 100;

std::optional<std::chrono::seconds> unitOf(QChar letter)
{
    switch (letter.unicode()) {
    case 's':
        return 1s;
    case 'm':
        return 1min;
    case 'h':
        return 1h;
    case 'd':
        return 24h;
    case 'w':
        return 7 * 24h;
    default:
        return std::nullopt;
    }
}

QString oneOf(QStringList names)
{
    const QString last = names.takeLast();
    return u"must be %1 or %2"_s.arg(names.join(u", "_s), last);
}

bool names(const std::vector<Argument> &arguments, const QString &name)
{
    return std::any_of(arguments.begin(), arguments.end(), [&name](const Argument &each) {
        return name == QLatin1StringView(each.name);
    });
}

} // namespace

std::optional<std::chrono::milliseconds> parseDuration(const QString &text)
{
    bool isNumber = false;
    const qint64 count = text.chopped(text.isEmpty() ? 0 : 1).toLongLong(&isNumber);
    const auto unit = text.isEmpty() ? std::nullopt : unitOf(text.back());
    const bool isPlain = !text.isEmpty() && text.front().isDigit();
    if (!isPlain || !isNumber || !unit || count < 1 || count > longest / *unit)
        return std::nullopt;
    return count * *unit;
}

Arguments::Arguments(const Command &command, const Call &call, Timestamp now)
    // Cursors are strings in answers, and all values in a query.
    : m_in(call.args, JsonReader::Source::Text)
    , m_now(now)
{
    checkNames(command, call.args);
    if (hasReason(command))
        checkReason();
    if (!command.rule.reads)
        m_in.optionalBoolean(u"dryRun"_s);
}

void Arguments::checkReason()
{
    if (!validReason(text("reason")))
        fail("reason", u"must be one line of at most 500 characters"_s);
}

void Arguments::checkNames(const Command &command, const QJsonObject &args)
{
    const std::vector<Argument> known = allArguments(command);
    for (const QString &name : args.keys()) {
        if (!names(known, name))
            m_in.fail(name, u"is no argument of this command"_s);
    }
    for (const Argument &argument : command.arguments) {
        const QString name = QString::fromLatin1(argument.name);
        if (argument.required && argument.type == Argument::Type::Number)
            m_in.integer(name);
        else if (argument.required && m_in.string(name).isEmpty())
            m_in.fail(name, u"must not be empty"_s);
    }
}

QString Arguments::text(const char *name)
{
    QString value = m_in.optionalString(QString::fromLatin1(name)).value_or(QString());
    if (!isPlainLine(value))
        fail(name, u"must be one line, without control characters"_s);
    return value;
}

qint64 Arguments::number(const char *name, qint64 otherwise)
{
    const QString key = QString::fromLatin1(name);
    const qint64 value = m_in.optionalInteger(key).value_or(otherwise);
    if (value < 0)
        m_in.fail(key, u"must not be negative"_s);
    return value;
}

// An empty text is not the same as none: --for "" must not mean "without end".
std::optional<QString> Arguments::given(const char *name)
{
    const auto value = m_in.optionalString(QString::fromLatin1(name));
    if (value && value->isEmpty())
        fail(name, u"must not be empty"_s);
    return ok() ? value : std::nullopt;
}

std::optional<std::chrono::milliseconds> Arguments::duration(const char *name)
{
    const auto value = given(name);
    if (!value)
        return std::nullopt;
    const auto duration = parseDuration(*value);
    if (!duration)
        fail(name, u"must be a duration like 90s, 30m, 12h, 7d or 2w"_s);
    return duration;
}

std::optional<Timestamp> Arguments::time(const char *name)
{
    const auto value = given(name);
    if (!value)
        return std::nullopt;
    if (const auto ago = parseDuration(*value))
        return m_now - *ago;
    const QDateTime time = QDateTime::fromString(*value, Qt::ISODateWithMs).toUTC();
    const bool hasZone =
        QDateTime::fromString(*value, Qt::ISODateWithMs).timeSpec() != Qt::LocalTime;
    if (time.isValid() && hasZone && time.date().year() <= 9999)
        return fromEpochMs(time.toMSecsSinceEpoch());
    fail(name, u"must be a time like 2026-01-31T09:00:00Z, or a duration like 7d"_s);
    return std::nullopt;
}

std::optional<Timestamp> Arguments::end(const char *duration, const char *time)
{
    const auto length = this->duration(duration);
    const auto until = this->time(time);
    if (length && until)
        fail(time, u"and a duration exclude each other"_s);
    const auto end = length ? std::optional(m_now + *length) : until;
    if (end && *end <= m_now)
        fail(time, u"is in the past"_s);
    return end;
}

bool Arguments::flag(const char *name)
{
    return m_in.optionalBoolean(QString::fromLatin1(name)).value_or(false);
}

int Arguments::pageLimit(const char *name)
{
    const qint64 mostEntries = Limits().pageSize;
    const qint64 limit = number(name, 100);
    if (limit < 1 || limit > mostEntries)
        fail(name, u"must be between 1 and %1"_s.arg(mostEntries));
    return int(std::clamp<qint64>(limit, 1, mostEntries));
}

std::optional<ReportState> Arguments::reportState(const char *name)
{
    const QString value = text(name);
    const auto state = reportStateFromName(value);
    if (!value.isEmpty() && !state)
        fail(name, oneOf(reportStateNames()));
    return state;
}

QString Arguments::word(const char *name, Argument::Type type)
{
    QString value = text(name);
    if (!value.isEmpty() && !wordsOf(type).contains(value))
        fail(name, oneOf(wordsOf(type)));
    return value;
}

std::optional<ServerRole> Arguments::role(const char *name)
{
    const QString value = text(name);
    const auto role = roleFromName(value);
    if (!value.isEmpty() && !role)
        fail(name, oneOf(roleNames()));
    return role;
}

std::optional<AccountState> Arguments::state(const char *name)
{
    const QString value = text(name);
    const auto state = stateFromName(value);
    if (!value.isEmpty() && !state)
        fail(name, oneOf(stateNames()));
    return state;
}

Arguments arguments(const Call &call)
{
    return {*findCommand(QString::fromLatin1(call.admin->command)), call, systemNow()};
}

} // namespace parlance::admin
