// SPDX-License-Identifier: GPL-3.0-or-later
// Why a server did not let the operator in, or has ended the link.
#include "link/problems.h"

#include <QCoreApplication>

namespace parlance::gui::problems {

using namespace Qt::StringLiterals;

namespace {

/// What an error of a log-in means. Texts: QT_TRANSLATE_NOOP("LogInProblems", …).
struct LogInProblem
{
    const char *code;
    Problem::Kind kind;
    const char *what;
    const char *advice;
};

using enum Problem::Kind;

constexpr LogInProblem logInProblems[] = {
    {"invalid_credentials", Credentials,
     QT_TRANSLATE_NOOP("LogInProblems", "The user name or the password is wrong."),
     QT_TRANSLATE_NOOP("LogInProblems", "Look whether Caps Lock is on. After too many attempts the "
                                        "server lets nobody in for a while.")},
    {"invalid_token", Credentials, QT_TRANSLATE_NOOP("LogInProblems", "The session has ended."),
     QT_TRANSLATE_NOOP("LogInProblems", "Log in again.")},
    {"session_ended", Credentials, QT_TRANSLATE_NOOP("LogInProblems", "The session has ended."),
     QT_TRANSLATE_NOOP("LogInProblems", "Log in again.")},
    {"authentication_required", Credentials,
     QT_TRANSLATE_NOOP("LogInProblems", "A user name and a password are needed."), ""},
    {"password_change_required", Credentials,
     QT_TRANSLATE_NOOP("LogInProblems", "The password was good for one log-in only."),
     QT_TRANSLATE_NOOP(
         "LogInProblems",
         "Log in on the server's web page once and choose your own, or connect on the "
         "server's computer.")},
    {"account_pending", Credentials,
     QT_TRANSLATE_NOOP("LogInProblems", "The account still waits for approval."), ""},
    {"account_suspended", Credentials,
     QT_TRANSLATE_NOOP("LogInProblems", "The account is suspended."), ""},
    {"account_closed", Credentials, QT_TRANSLATE_NOOP("LogInProblems", "The account is closed."),
     ""},
    {"forbidden", RoleTooLow,
     QT_TRANSLATE_NOOP("LogInProblems", "The role of this account is too low."),
     QT_TRANSLATE_NOOP("LogInProblems",
                       "Consoles are for auditors, operators and administrators. An administrator "
                       "can change the role.")},
    {"address_banned", RoleTooLow,
     QT_TRANSLATE_NOOP("LogInProblems", "The address of this computer is banned."),
     QT_TRANSLATE_NOOP("LogInProblems", "Connect from another one, or on the server's computer.")},
    {"rate_limited", Busy,
     QT_TRANSLATE_NOOP("LogInProblems", "There were too many attempts to log in."), ""},
    {"limit_reached", Busy, QT_TRANSLATE_NOOP("LogInProblems", "Too many consoles are connected."),
     QT_TRANSLATE_NOOP("LogInProblems", "Close another console.")},
    {"overloaded", Busy, QT_TRANSLATE_NOOP("LogInProblems", "The server has too much to do."), ""},
    {"storage_failed", Busy,
     QT_TRANSLATE_NOOP("LogInProblems", "The server cannot read its database."),
     QT_TRANSLATE_NOOP("LogInProblems", "Look into the server's log.")},
    {"internal", Busy, QT_TRANSLATE_NOOP("LogInProblems", "The server has an error."),
     QT_TRANSLATE_NOOP("LogInProblems", "Look into the server's log.")},
    {"shutting_down", ShuttingDown,
     QT_TRANSLATE_NOOP("LogInProblems", "The server is shutting down."), ""},
    {"logged_out", Credentials, QT_TRANSLATE_NOOP("LogInProblems", "The console has logged out."),
     ""},
    {"login_timeout", Lost, QT_TRANSLATE_NOOP("LogInProblems", "The log-in took too long."), ""},
    {"too_slow", Lost,
     QT_TRANSLATE_NOOP("LogInProblems", "The link was too slow for what the server had to say."),
     ""},
    {"too_many_errors", Rubbish,
     QT_TRANSLATE_NOOP("LogInProblems",
                       "The server understood too little of what the console said."),
     QT_TRANSLATE_NOOP("LogInProblems", "Look whether both have the same version.")},
};

QString translatedLogIn(const char *text)
{
    return *text ? QCoreApplication::translate("LogInProblems", text) : QString();
}

/// Unknown codes are shown as the server says it.
Problem explained(Problem problem, Problem::Kind otherwise)
{
    problem.kind = otherwise;
    for (const LogInProblem &each : logInProblems) {
        if (problem.code != QLatin1StringView(each.code))
            continue;
        problem.kind = each.kind;
        problem.details = problem.what;
        problem.what = translatedLogIn(each.what);
        problem.advice = translatedLogIn(each.advice);
        break;
    }
    return problem;
}

} // namespace

Problem refusedLogIn(const adminprotocol::Problem &problem)
{
    const Problem plain = refused(problem);
    return explained(plain, plain.retryAfterSeconds > 0 ? Busy : Credentials);
}

Problem parting(const adminprotocol::Bye &bye)
{
    const Problem plain{.what = bye.message, .code = bye.reason};
    return explained(plain, Credentials);
}

} // namespace parlance::gui::problems
