// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialectsetup.h"

#include "dialects/chatroomdialect.h"
#include "dialects/directdialect.h"
#include "dialects/namedroomsdialect.h"
#include "dialects/native.h"
#include "dialects/phonedialect.h"
#include "dialects/roomsdialect.h"

namespace parlance {

std::vector<Dialect> makeDialects(const Config &config)
{
    const auto time = config.clockTimestamps ? PhoneTime::TwelveHours : PhoneTime::Iso;
    std::vector<Dialect> dialects{nativeDialect()};
    for (const Dialect &dialect : {namedRoomsDialect(), directDialect(), roomsDialect(),
                                   chatroomDialect(), phoneDialect(time)}) {
        if (config.dialects.contains(dialect.name))
            dialects.push_back(dialect);
    }
    return dialects;
}

} // namespace parlance
