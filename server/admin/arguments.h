// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"
#include "domain/administration.h"
#include "domain/report.h"
#include "shared/jsonreader.h"

namespace parlance::admin {

/// Reads the arguments of a command by its row: a wrong type, a missing or an unknown argument is
/// ValidationFailed with a detail that names it.
class Arguments
{
public:
    Arguments(const Command &command, const Call &call, Timestamp now);

    /// One line: text with line ends, control characters or changes of the direction of writing is
    /// refused, because it could forge lines of a list or the log.
    QString text(const char *name);
    qint64 number(const char *name, qint64 otherwise);
    std::optional<std::chrono::milliseconds> duration(const char *name);
    std::optional<Timestamp> time(const char *name);
    /// Of an argument whose type names its words; empty: it is missing.
    QString word(const char *name, Argument::Type type);
    std::optional<ServerRole> role(const char *name);
    std::optional<AccountState> state(const char *name);
    std::optional<ReportState> reportState(const char *name);
    /// Now + `duration`, or `time`; at most one of the two, and in the future.
    std::optional<Timestamp> end(const char *duration, const char *time);
    /// 1 to 200; 100 if it is missing.
    int pageLimit(const char *name = "limit");
    /// False if it is missing.
    bool flag(const char *name);
    template <class IdType>
    IdType id(const char *name)
    {
        return m_in.optionalId<IdType>(QString::fromLatin1(name)).value_or(IdType());
    }

    void fail(const char *name, const QString &what) { m_in.fail(QString::fromLatin1(name), what); }
    bool ok() const { return m_in.ok(); }
    const Error &error() const { return m_in.error(); }

private:
    std::optional<QString> given(const char *name);
    void checkNames(const Command &command, const QJsonObject &args);
    void checkReason();

    JsonReader m_in;
    Timestamp m_now;
};

/// The arguments of a call whose `admin` is a command of the table.
Arguments arguments(const Call &call);

/// "90s", "30m", "12h", "7d", "2w": positive, at most 100 years.
std::optional<std::chrono::milliseconds> parseDuration(const QString &text);

} // namespace parlance::admin
