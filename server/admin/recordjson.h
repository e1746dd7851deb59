// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionrecords.h"
#include "app/deliveryproof.h"

#include <QJsonObject>

/// The flight recorder and the delivery proof as JSON.
namespace parlance::adminjson {

QJsonObject endedConnection(const recorder::EndedConnection &ended);
/// With the connection itself; `next` is missing on the last page. `records` names the events.
QJsonObject records(const RecordPage &page, const ConnectionRecords &records);
QJsonObject proof(const ProofPage &page, std::chrono::milliseconds heartbeat);

} // namespace parlance::adminjson
