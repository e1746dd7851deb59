// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialectsetup.h"

#include "admin/commands.h"
#include "dialects/chatroomdialect.h"
#include "dialects/directdialect.h"
#include "dialects/namedroomsdialect.h"
#include "dialects/native.h"
#include "dialects/phonedialect.h"
#include "dialects/roomsdialect.h"

namespace parlance {

namespace {

// Every command for administrators, over REST.
std::vector<Route> adminRoutes()
{
    std::vector<Route> routes;
    for (const admin::Command &command : admin::commands())
        routes.push_back({.method = command.rule.reads ? http::Method::Get : http::Method::Post,
                          .pattern = admin::pathOf(command),
                          .handler = command.handler,
                          .admin = &command.rule});
    return routes;
}

} // namespace

std::vector<Dialect> makeDialects(const Config &config)
{
    const auto time = config.clockTimestamps ? PhoneTime::TwelveHours : PhoneTime::Iso;
    std::vector<Dialect> dialects{nativeDialect()};
    for (const Route &route : adminRoutes())
        dialects.front().routes.push_back(route);
    for (const Dialect &dialect : {namedRoomsDialect(), directDialect(), roomsDialect(),
                                   chatroomDialect(), phoneDialect(time)}) {
        if (config.dialects.contains(dialect.name))
            dialects.push_back(dialect);
    }
    return dialects;
}

} // namespace parlance
