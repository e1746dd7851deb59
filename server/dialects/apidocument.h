// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

/// The documents that describe the native API. They are made of its table of operations and of
/// resources/api, which says in words and schemas what the table cannot: operations.json describes
/// operations and pushes, schemas.json what they take and answer, errors.json the errors.
/// openapi.* and asyncapi.* there hold the rest of each document.
namespace parlance::apidocument {

/// OpenAPI: what is served over REST.
QJsonObject openApi();
/// AsyncAPI: what goes over Socket.IO and plain WebSocket.
QJsonObject asyncApi();

} // namespace parlance::apidocument
