// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/revision.h"

namespace parlance::engineio {

namespace {

/// Some clients add their listeners only when the WebSocket is open (e.g. the official suite for
/// revision 3). They miss a packet that arrives in one segment with the 101, and no server ping
/// follows in that revision.
constexpr std::chrono::milliseconds afterListening{20};

} // namespace

const Revision *findRevision(QStringView eio, bool allowV3)
{
    static const Revision revision3{3, codec3(), makeClientHeartbeat, afterListening};
    static const Revision revision4{4, codec4(), makeServerHeartbeat, {}};
    if (eio == QLatin1String("4"))
        return &revision4;
    return allowV3 && eio == QLatin1String("3") ? &revision3 : nullptr;
}

} // namespace parlance::engineio
