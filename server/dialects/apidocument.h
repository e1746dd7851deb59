// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

/// Generates the documents that describe the native API from its table of operations and from
/// resources/api. The latter holds the texts and schemas that the table cannot: operations.json
/// describes operations and pushes, schemas.json their arguments and answers, errors.json the
/// errors. openapi.* and asyncapi.* there hold the rest of each document.
namespace parlance::apidocument {

/// OpenAPI: the REST API.
QJsonObject openApi();
/// AsyncAPI: the events over Socket.IO and plain WebSocket.
QJsonObject asyncApi();

} // namespace parlance::apidocument
