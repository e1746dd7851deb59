// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/accountcalls.h"

namespace parlance {

using namespace Qt::StringLiterals;

RegisterAccount readAccount(JsonReader &in, EmailField email, RegisterAccount command)
{
    // The reader tells of the first error only, so the order counts.
    command.username = in.string(u"username"_s);
    if (email == EmailField::Optional)
        command.email = in.optionalString(u"email"_s);
    else if (email == EmailField::Required)
        command.email = in.string(u"email"_s);
    command.password = in.string(u"password"_s);
    return command;
}

LogIn readLogIn(JsonReader &in, const QString &login, LogIn command)
{
    command.login = in.string(login);
    command.password = in.string(u"password"_s);
    return command;
}

} // namespace parlance
