// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

#include <QJsonObject>

#include <vector>

/// Generates the documents that describe the native API from its table of operations and from
/// resources/api. The latter holds the texts and schemas that the table cannot: operations.json
/// describes operations and pushes, schemas.json their arguments and answers, errors.json the
/// errors. openapi.* and asyncapi.* there hold the rest of each document.
namespace parlance::apidocument {

/// A REST operation, with what the document says of it.
struct RestOperation
{
    QString name = {};
    http::Method method = http::Method::Get;
    /// As in Route::pattern.
    QString pattern = {};
    Access access = Access::Session;
    /// As in operations.json: tag, summary, description, arguments, answer, statuses, errors.
    QJsonObject entry = {};
};

/// What the document of the REST API holds besides the native operations.
struct Further
{
    std::vector<RestOperation> operations = {};
    /// By name: the schemas of their arguments.
    QJsonObject schemas = {};
};

/// OpenAPI: the REST API.
QJsonObject openApi(const Further &further = {});
/// AsyncAPI: the events over Socket.IO and plain WebSocket.
QJsonObject asyncApi();
/// AsyncAPI: what consoles speak at /admin.
QJsonObject adminProtocol();

} // namespace parlance::apidocument
