// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/recovery.h"

#include <algorithm>
#include <iterator>

namespace parlance::socketio {

std::optional<RecoveryRequest> recoveryRequest(const QJsonObject &auth)
{
    using namespace Qt::StringLiterals;

    const QJsonValue pid = auth.value("pid"_L1);
    if (!pid.isString())
        return std::nullopt;
    RecoveryRequest request{pid.toString().toUtf8(), std::nullopt};
    if (const QJsonValue offset = auth.value("offset"_L1); offset.isString())
        request.offset = offset.toString().toUtf8();
    return request;
}

QString offsetFor(const Recovery *recovery, const ServerEvent &event, Delivery delivery)
{
    if (!recovery)
        return {};
    if (delivery == Delivery::Kept)
        return recovery->nextOffset();
    const QJsonValue last = event.args.isEmpty() ? event.name : event.args.last();
    return last.isString() ? recovery->lastOffset() : QString();
}

void Recovery::ended(const Socket &, bool) {}

void Recovery::keep(KeptEvent) {}

bool isRecoverable(const QByteArray &reason)
{
    static constexpr const char *recoverable[] = {"transport error", "transport close",
                                                  "forced close", "ping timeout",
                                                  "server shutting down"};
    return std::find(std::begin(recoverable), std::end(recoverable), reason) !=
           std::end(recoverable);
}

} // namespace parlance::socketio
