// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/handlersupport.h"

/// Registration and log-in: the same in every dialect but for the names of some fields and for what
/// is answered.
namespace parlance {

enum class EmailField { None, Optional, Required };

/// `command` with the fields `username`, `email` and `password`.
RegisterAccount readAccount(JsonReader &in, EmailField email, RegisterAccount command);
/// `command` with the fields `login`, which is the name of one, and `password`.
LogIn readLogIn(JsonReader &in, const QString &login, LogIn command);

/// Registers, unless an argument of `in` is invalid.
template <class Render>
void registerWith(Services &services, const Call &call, const JsonReader &in,
                  RegisterAccount command, Respond respond, Render render)
{
    if (!in.ok())
        return respond(in.error());
    command.style.client = call.caller.client.fingerprint;
    services.accounts.registerAccount(command,
                                      answer<LoggedIn>(std::move(respond), std::move(render), 201));
}

/// Logs in, unless an argument of `in` is invalid.
template <class Render>
void logInWith(Services &services, const Call &call, const JsonReader &in, LogIn command,
               Respond respond, Render render, int status = 200)
{
    if (!in.ok())
        return respond(in.error());
    command.style.client = call.caller.client.fingerprint;
    services.accounts.logIn(command,
                            answer<LoggedIn>(std::move(respond), std::move(render), status));
}

/// Registers with the call's fields; see readAccount().
template <class Render>
void registerFrom(Services &services, const Call &call, EmailField email,
                  const RegisterAccount &command, Respond respond, Render render)
{
    JsonReader in = reader(call);
    const RegisterAccount read = readAccount(in, email, command);
    registerWith(services, call, in, read, std::move(respond), std::move(render));
}

/// Logs in with the call's fields; see readLogIn().
template <class Render>
void logInFrom(Services &services, const Call &call, const QString &login, const LogIn &command,
               Respond respond, Render render, int status = 200)
{
    JsonReader in = reader(call);
    const LogIn read = readLogIn(in, login, command);
    logInWith(services, call, in, read, std::move(respond), std::move(render), status);
}

} // namespace parlance
