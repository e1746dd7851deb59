// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/revision.h"

namespace parlance::engineio {

namespace {

/// Clients that begin to listen only when the WebSocket is open (the official suite's for revision
/// 3 do) miss a packet that comes in one segment with the 101, and no ping of the server follows
/// that would wake them.
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
